"""Makes preparation-figures.json: what scikit-learn's scalers, imputers and encoder make of columns, and pandas' types.

Run:  python3 test/golden/make-preparation-figures.py
(needs NumPy, SciPy, scikit-learn and pandas; written with scikit-learn 1.9 and pandas 3.0)
"""

import io
import json
import pathlib

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, RobustScaler, StandardScaler

HERE = pathlib.Path(__file__).resolve().parent
SCALERS = {"standard": StandardScaler, "min-max": MinMaxScaler, "robust": RobustScaler}
IMPUTATIONS = ["median", "mean"]

random = np.random.RandomState(6)


def texts(values):
    return ["" if np.isnan(value) else repr(float(value)) for value in values]


def with_gaps(values, share):
    values = np.array(values, dtype=float)
    values[random.uniform(size=len(values)) < share] = np.nan
    return values


def numbers():
    columns = {
        "normal": with_gaps(random.normal(size=60), 0.1),
        "skewed": with_gaps(np.exp(random.normal(size=60) * 3), 0.2),
        "shifted": with_gaps(1e6 + random.normal(size=60), 0.1),
        "tiny": with_gaps(1e-9 * random.normal(size=60), 0.1),
        "counts": with_gaps(random.poisson(3, size=60), 0.1),
        "whole": random.normal(size=60),
        "two values": np.where(np.arange(60) % 3 == 0, 5.5, -2.25),
    }
    training = list(range(40))
    cases = []
    for name, values in columns.items():
        column = values.reshape(-1, 1)
        for scaling, scaler in SCALERS.items():
            # scikit-learn takes the spread of a column in units this small for none.
            if name == "tiny" and scaling != "standard":
                continue
            for imputation in IMPUTATIONS:
                pipeline = make_pipeline(scaler(), SimpleImputer(strategy=imputation, add_indicator=True))
                pipeline.fit(column[training])
                cases.append(
                    {
                        "name": f"{name}, {scaling}, {imputation}",
                        "texts": texts(values),
                        "training": training,
                        "scaling": scaling,
                        "imputation": imputation,
                        "features": pipeline.transform(column).T.tolist(),
                    }
                )
    return cases


def categories():
    kinds = ["red", "green", "blue", "Zebra", "über", "a"]
    # Of categories that are equally frequent, scikit-learn keeps others than wellfit: here none are.
    values = list(random.permutation(np.repeat(kinds, [10, 8, 6, 3, 2, 1])))
    values += ["unseen", "another", "red", "unseen"]
    training = list(range(30))
    column = np.array(values, dtype=object).reshape(-1, 1)
    cases = []
    for most in [None, 3]:
        encoder = (
            OneHotEncoder(handle_unknown="ignore", sparse_output=False)
            if most is None
            else OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=most + 1, sparse_output=False)
        )
        encoder.fit(column[training])
        cases.append(
            {
                "name": "one-hot" if most is None else f"one-hot of the {most} most frequent",
                "texts": values,
                "training": training,
                "maxCategories": most,
                "names": encoder.get_feature_names_out(["kind"]).tolist(),
                "features": encoder.transform(column).T.tolist(),
            }
        )
    return cases


def inferred():
    columns = {
        "integers": ["1", "2", "30"],
        "reals": ["1.5", "-2e3", ".5"],
        "with gaps": ["1", "", "NA"],
        "with NaN": ["nan", "2", "NULL"],
        "words": ["a", "b", "1"],
        "true and false": ["True", "False", "True"],
        "upper case": ["TRUE", "FALSE", "TRUE"],
        "mixed": ["True", "2", "x"],
        "only gaps": ["", "NA", "n/a"],
    }
    names = {"i": "number", "f": "number", "b": "boolean", "O": "category"}
    kinds = []
    for name, values in columns.items():
        frame = pd.read_csv(io.StringIO("x,y\n" + "".join(f"{value},0\n" for value in values)))
        series = frame["x"]
        kind = names.get(series.dtype.kind, "category")
        kinds.append(
            {
                "name": name,
                "texts": values,
                "type": "category" if series.isna().all() else kind,
                "missing": int(series.isna().sum()),
            }
        )
    dates = ["2024-02-29", "1969-12-31T23:59:59", "1582-10-15", "2000-01-01T12:30:15.250+05:30", "9999-12-31"]
    dates += ["0001-01-01", "1900-03-01 06:00", "2024-11-03T01:30:00-0800"]
    moments = [
        {"text": text, "milliseconds": int((np.datetime64(iso(text), "ms") - np.datetime64(0, "ms")).astype(int))}
        for text in dates
    ]
    return kinds, moments


def iso(text):
    """NumPy reads no offsets: pandas does, for the years that its nanoseconds reach."""
    if "+" in text or text.endswith("-0800"):
        return pd.Timestamp(text).tz_convert("UTC").tz_localize(None).isoformat()
    return text


def associations():
    """Every measure on two columns, with gaps in both: rows that lack either are left out."""
    size = 50
    x = with_gaps(random.normal(size=size), 0.1)
    y = with_gaps(np.nan_to_num(x) * 0.7 + random.normal(size=size), 0.1)
    kinds = np.array(["a", "b", "c"])[random.randint(0, 3, size=size)]
    kinds[random.uniform(size=size) < 0.1] = ""
    likes = np.where(np.nan_to_num(y) > 0.2, "yes", np.where(np.nan_to_num(x) > 0.5, "no", "maybe"))
    both = ~np.isnan(x) & ~np.isnan(y)
    known = (kinds != "") & ~np.isnan(y)
    groups = [y[known & (kinds == kind)] for kind in "abc"]
    f = stats.f_oneway(*groups).statistic
    between, within = len(groups) - 1, known.sum() - len(groups)
    named = kinds != ""
    counts = pd.crosstab(kinds[named], likes[named]).to_numpy()
    return {
        "x": texts(x),
        "y": texts(y),
        "kind": kinds.tolist(),
        "likes": likes.tolist(),
        "pearson": float(np.corrcoef(x[both], y[both])[0, 1]),
        "correlationRatio": float(np.sqrt(f * between / (f * between + within))),
        "cramersV": float(stats.contingency.association(counts, method="cramer")),
        "quantiles": np.nanquantile(x, [0, 0.25, 0.5, 0.75, 1]).tolist(),
        "mean": float(np.nanmean(x)),
        "deviation": float(np.nanstd(x)),
    }


types, dates = inferred()
figures = {"numbers": numbers(), "categories": categories(), "types": types, "dates": dates}
figures["description"] = associations()
(HERE / "preparation-figures.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
