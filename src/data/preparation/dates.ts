/** Points in time as ISO 8601 writes them, the same in every time zone and locale. */

/** A date of ISO 8601, with or without a time: year, month, day, hour, minute, second, its fraction, sign and parts of the offset. */
export const ISO_DATE: RegExp =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:Z|([+-])(\d\d):?(\d\d)?)?)?$/i;

/** Milliseconds of a minute. */
export const MINUTE = 60_000;
/** Milliseconds of an hour. */
export const HOUR: number = 60 * MINUTE;
/** Milliseconds of a day. */
export const DAY: number = 24 * HOUR;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days of four hundred years, after which the calendar repeats itself. */
export const ERA_DAYS = 146_097;
/** Days from 1 March of the year 0 to 1 January 1970. */
const DAYS_TO_1970 = 719_468;

/**
 * A date, or a date with its time, in milliseconds since 1970 in UTC: "2024-02-29", "2024-02-29T13:45:00.5+01:00". A time
 * without an offset counts as UTC; digits after the milliseconds are left out.
 *
 * @returns NaN for any other text, also for a day or an hour that does not exist
 */
export function parseDate(text: string): number {
  const match = ISO_DATE.exec(text);
  if (match === null) return Number.NaN;
  const numberAt = (group: number): number => Number(match[group] ?? 0);
  const [year, month, day] = [numberAt(1), numberAt(2), numberAt(3)];
  const [hour, minute, second] = [numberAt(4), numberAt(5), numberAt(6)];
  const [offsetHours, offsetMinutes] = [numberAt(9), numberAt(10)];
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return Number.NaN;
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return Number.NaN;
  const milliseconds = Number((match[7] ?? "").padEnd(3, "0").slice(0, 3));
  const offset = (match[8] === "-" ? -1 : 1) * (offsetHours * HOUR + offsetMinutes * MINUTE);
  const time = hour * HOUR + minute * MINUTE + second * 1000 + milliseconds;
  return daysSince1970(year, month, day) * DAY + time - offset;
}

/** A point in time in the shortest spelling of {@link parseDate}: without the time where it is midnight in UTC. */
export function formatDate(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  const rest = Math.round(milliseconds - days * DAY);
  const { year, month, day } = calendarDay(days);
  const date = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  if (rest === 0) return date;
  const [hour, minute] = [Math.floor(rest / HOUR), Math.floor(rest / MINUTE) % 60];
  const [second, fraction] = [Math.floor(rest / 1000) % 60, rest % 1000];
  const clock = [hour, minute, second].map((part) => padded(part, 2)).join(":");
  return `${date}T${clock}${fraction === 0 ? "" : `.${padded(fraction, 3)}`}Z`;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] as number);
}

/**
 * The days from 1 January 1970 to a day of the calendar, whose month is counted from 1. It counts from March, so that
 * the leap day ends a year.
 * Source: E. G. Richards, Calendars, in: Explanatory Supplement to the Astronomical Almanac, 3rd ed. (2013), ch. 15.
 */
export function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - DAYS_TO_1970;
}

/** The inverse of {@link daysSince1970}. */
export function calendarDay(days: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const shifted = days + DAYS_TO_1970;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / (ERA_DAYS - 1));
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
