import {
  describeOptions,
  type OptionDescription,
  type SettingChange,
  type TrainOptions,
  trainOptions,
} from "wellfit";

/** Settings of training as a person has chosen them; what is left out is at its default. */
export type Settings = Readonly<Partial<Omit<TrainOptions, "dropoutRate">>>;

/** The name of a setting. */
export type SettingName = keyof Settings;

/** A setting that can be changed while a run goes on. */
export type LiveSetting = "lambda" | "learningRate";

/** What was changed, and after how many iterations. */
export type Change = SettingChange;

/** Every setting with what its schema says of it, by its name. A dropout rate is another spelling of a keep probability. */
export const settingDescriptions: ReadonlyMap<SettingName, OptionDescription> = new Map(
  describeOptions(trainOptions)
    .filter(({ name }) => name !== "dropoutRate")
    .map((option) => [option.name as SettingName, option]),
);

/** Settings with one of them set, or, by undefined, back at its default. */
export function withSetting(settings: Settings, name: SettingName, value: unknown): Settings {
  const { [name]: _removed, ...others } = settings;
  return value === undefined ? others : { ...others, [name]: value };
}

/** Whether a setting can be changed while a run goes on. */
export function isLive(name: SettingName): name is LiveSetting {
  return name === "lambda" || name === "learningRate";
}

/** Settings as changes on the way have left them. */
export function withChanges(settings: Settings, changes: readonly Change[]): Settings {
  const { iteration: _iteration, ...present } = Object.assign({}, settings, ...changes) as Settings &
    Partial<Change>;
  return present;
}
