/** What a metric says of some examples. */
export interface Measurement {
  /** NaN where the metric has no value for these examples; `remark` says why. */
  readonly value: number;
  /**
   * What a reader of the value should know: a quotient of 0 and 0 that counts as 0, a class without examples. Absent
   * where the value needs no remark.
   */
  readonly remark?: string;
}

/** A measurement with a remark, or without one where there is nothing to remark on. */
export function toMeasurement(value: number, remark: string | undefined): Measurement {
  return remark === undefined ? { value } : { value, remark };
}
