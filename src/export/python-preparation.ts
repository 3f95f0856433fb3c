import { MISSING_LABEL } from "../data/categories.ts";
import { DECIMAL } from "../data/decimal.ts";
import { BOOLEAN_PAIRS } from "../data/preparation/column-types.ts";
import { DAY, ERA_DAYS, ISO_DATE } from "../data/preparation/dates.ts";
import { MISSING_CELL } from "../data/preparation/missing-cells.ts";
import { LARGEST } from "../data/preparation/scale.ts";
import { LAST_TIME } from "../data/preparation/typed-column.ts";
import { python } from "../explain/python.ts";

/** The modules of Python that {@link PREPARATION_READER} needs. */
export const PREPARATION_IMPORTS: readonly string[] = ["datetime", "decimal", "math", "numbers", "re"];

/** What JavaScript takes for white space around a text: Python takes other characters for it. */
const SPACE = String.raw`"\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"`;

const NAMES = `
SPACE = (
    ${SPACE}
)
DECIMAL = re.compile(r"${DECIMAL.source}", re.ASCII | re.IGNORECASE)
WHOLE = re.compile(r"[+-]?[0-9]+")
LEADING_ZERO = re.compile(r"[+-]?0[0-9]")
MISSING = re.compile(
    r"${MISSING_LABEL.source}"
    r"|${MISSING_CELL.source}",
    re.ASCII | re.IGNORECASE,
)
ISO_DATE = re.compile(
    r"${ISO_DATE.source}",
    re.ASCII | re.IGNORECASE,
)
TRUE = ${python(BOOLEAN_PAIRS.map(([yes]) => yes))}
FALSE = ${python(BOOLEAN_PAIRS.map(([, no]) => no))}
DATES = (datetime.date, np.datetime64)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)`.trim();

const FILE_READER = `
def read_preparation(path):
    """How the rows of a table become features, as the file says."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
    return json.loads(header["__metadata__"]["wellfit"])["preparation"]`.trim();

const NUMBERS = `
def is_nothing(cell):
    """Whether a cell is None, NaN, NaT or NA."""
    try:
        return cell is None or bool(cell != cell)
    except (TypeError, ValueError):
        return True


def number_of(cell):
    """The number that a cell holds or spells, a truth value as 1 or 0, a date in milliseconds; else NaN."""
    if is_nothing(cell):
        return math.nan
    if isinstance(cell, str):
        text = cell.strip(SPACE)
        return float(text) if DECIMAL.fullmatch(text) else math.nan
    if isinstance(cell, DATES):
        return milliseconds_of(cell)
    if isinstance(cell, (np.bool_, numbers.Real, decimal.Decimal)):
        try:
            return float(cell)
        except OverflowError:
            return math.inf
    return math.nan


def milliseconds_of(date):
    """Milliseconds since 1970; a date without a time zone is in UTC."""
    if isinstance(date, np.datetime64):
        return float(date.astype("datetime64[ms]").astype(np.int64))
    if not isinstance(date, datetime.datetime):
        date = datetime.datetime.combine(date, datetime.time())
    if date.tzinfo is None:
        date = date.replace(tzinfo=datetime.timezone.utc)
    return float((date - EPOCH) // datetime.timedelta(milliseconds=1))


def within(value, limit):
    return value if abs(value) <= limit else math.nan


def to_number(cell, column):
    return within(number_of(cell), ${LARGEST})


def to_truth(cell, column):
    value = number_of(cell)
    word = cell.strip(SPACE).lower() if isinstance(cell, str) else ""
    if value in (0, 1):
        return value
    return 1.0 if word in TRUE else 0.0 if word in FALSE else math.nan`.trim();

const DATES = `
def to_days(cell, column):
    return (time_of(cell, 1000 if column["epoch"] == "seconds" else 1) - column["from"]) / ${DAY}


def time_of(cell, unit):
    """A point in time in milliseconds since 1970; numbers count in a unit of as many."""
    value = math.nan if isinstance(cell, (bool, np.bool_)) else number_of(cell)
    if isinstance(cell, str) and math.isnan(value):
        return parse_date(cell.strip(SPACE))
    return within(value if isinstance(cell, DATES) else value * unit, ${LAST_TIME})


def parse_date(text):
    """The milliseconds since 1970 of a date in UTC; NaN where it does not exist."""
    match = ISO_DATE.fullmatch(text)
    if match is None:
        return math.nan
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    fraction, sign, *offset = match.groups()[6:]
    hours, minutes = (int(part or 0) for part in offset)
    # Python has no year 0; the calendar repeats itself after 400 years.
    past = 400 if year < 400 else 0
    try:
        days = datetime.date(year + past, month, day).toordinal() - EPOCH.toordinal()
    except ValueError:
        return math.nan
    if hour > 23 or minute > 59 or second > 59 or hours > 23 or minutes > 59:
        return math.nan
    time = ((hour * 60 + minute) * 60 + second) * 1000 + int((fraction or "").ljust(3, "0")[:3])
    shift = (hours * 60 + minutes) * (-60_000 if sign == "-" else 60_000)
    return float((days - past // 400 * ${ERA_DAYS}) * ${DAY} + time - shift)`.trim();

const CATEGORIES = `
def category_of(cell):
    """The name of a category: a number's shortest spelling, a date's, or a text; None where there is none."""
    if isinstance(cell, str):
        return name_of_text(cell.strip(SPACE))
    if isinstance(cell, (bool, np.bool_)):
        return "true" if cell else "false"
    value = number_of(cell)
    if not math.isfinite(value):
        return None
    return name_of_date(value) if isinstance(cell, DATES) else name_of_number(value)


def name_of_text(text):
    if text == "" or MISSING.fullmatch(text):
        return None
    value = number_of(text)
    if math.isnan(value):
        return text
    is_whole = WHOLE.fullmatch(text) is not None
    if math.isinf(value):
        return text if is_whole else None
    # With a leading zero, or more digits than a number keeps, it is a code.
    is_code = LEADING_ZERO.match(text) or (is_whole and int(value) != int(text))
    return text if is_code else name_of_number(value)


def name_of_number(value):
    """As JavaScript spells it: 1, 0.5, 1e+21."""
    text = repr(value + 0.0)
    if value == 0 or 1e-6 <= abs(value) < 1e21:
        return format(decimal.Decimal(text), "f").removesuffix(".0")
    return re.sub("e([+-])0+", r"e\\1", text)


def name_of_date(milliseconds):
    text = str(np.datetime64(int(milliseconds), "ms"))
    day = text.removesuffix("T00:00:00.000")
    return day if day != text else text.removesuffix(".000") + "Z"`.trim();

const FEATURES = `
READERS = {"number": to_number, "boolean": to_truth, "date": to_days}


def features_of(column, cells):
    """The features of a column's cells, a list for each."""
    if column["type"] == "category":
        names = [category_of(cell) for cell in cells]
        places = {name: place for place, name in enumerate(column["categories"])}
        places[None] = -1 if column["fill"] is None else column["fill"]
        count = len(column["categories"])
        found = [places.get(name, count) for name in names]
        features = list(np.equal.outer(np.arange(count + column["hasOther"]), found))
        missing = [name is None for name in names]
    else:
        values = np.array([READERS[column["type"]](cell, column) for cell in cells], dtype=float)
        missing = np.isnan(values)
        scaled = (np.where(missing, column["fill"], values) - column.get("center", 0)) / column.get("spread", 1)
        features = [np.clip(scaled, -${LARGEST}, ${LARGEST})]
    return [*features, missing] if column["hasIndicator"] else features


def cells_of(rows, name):
    """The cells of a column, of rows or of a table of columns."""
    if isinstance(rows, dict) or hasattr(rows, "columns"):
        return list(rows[name])
    if rows and not any(name in row for row in rows):
        raise KeyError(name)
    return [row.get(name) for row in rows]


def prepare(rows):
    """The features of rows, one row for each."""
    columns = PREPARATION["columns"]
    features = [part for column in columns for part in features_of(column, cells_of(rows, column["name"]))]
    return np.array(features, dtype=float).T`.trim();

/**
 * Python that reads a preparation from a model's file by `read_preparation(path)`, and makes features of rows by
 * `prepare(rows)` as the global `PREPARATION` says: the steps of applyPreparation, with the cells of Python, NumPy and pandas.
 */
export const PREPARATION_READER: string = [NAMES, FILE_READER, NUMBERS, DATES, CATEGORIES, FEATURES].join(
  "\n\n\n",
);
