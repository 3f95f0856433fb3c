import { signal } from "@preact/signals";
import type { ComponentType, VNode } from "preact";
import { useEffect } from "preact/hooks";

/** A part of the page that is loaded when it is first shown; until it is there, nothing stands in its place. */
export function lazy<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => VNode | null {
  const loaded = signal<ComponentType<Props> | undefined>(undefined);
  return function Lazy(props) {
    useEffect(() => {
      if (loaded.peek() === undefined) void load().then((part) => (loaded.value = part));
    }, []);
    const Part = loaded.value;
    return Part === undefined ? null : <Part {...props} />;
  };
}
