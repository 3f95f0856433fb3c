import { InvalidInputError } from "./errors.ts";
import { describeOptions, type OptionNaming, type OptionTable, ownName } from "./options.ts";

/**
 * Refuses an option that was given although it does nothing for the input that it was given beside.
 *
 * @param given the options that were given, without defaults
 * @param input its name, and what it is in the words of the options' `appliesTo`
 * @param nameOf how to call an option in messages
 * @throws InvalidInputError naming the first such option
 */
export function checkApplicable(
  table: OptionTable,
  given: Readonly<Record<string, unknown>>,
  input: { readonly name: string; readonly kinds: readonly string[] },
  nameOf: OptionNaming = ownName,
): void {
  for (const option of describeOptions(table)) {
    const { appliesTo } = option;
    if (given[option.name] === undefined || appliesTo === undefined || input.kinds.includes(appliesTo))
      continue;
    const where = nameOf(option);
    throw new InvalidInputError({
      source: "option",
      where,
      expected: `${appliesTo} beside it`,
      received: input.name,
      hint: `Leave ${where} out.`,
    });
  }
}
