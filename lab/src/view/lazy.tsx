import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A part of the page that is loaded when it is first shown. */
export function Lazy({ load }: { readonly load: () => Promise<ComponentType> }): VNode | null {
  const [Part, setPart] = useState<ComponentType | undefined>(undefined);
  useEffect(() => {
    let isShown = true;
    const show = async (): Promise<void> => {
      const loaded = await load();
      if (isShown) setPart(() => loaded);
    };
    void show();
    return () => {
      isShown = false;
    };
  }, [load]);
  return Part === undefined ? null : <Part />;
}
