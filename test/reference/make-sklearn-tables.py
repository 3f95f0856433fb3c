"""Makes wine.csv and breast-cancer.csv: two tables that come with scikit-learn, as CSV files with the class last.

- wine: 178 wines of three growers, 13 measurements. S. Aeberhard and M. Forina, Wine, 1992, UCI Machine Learning
  Repository, https://archive.ics.uci.edu/dataset/109, licence CC BY 4.0.
- breast-cancer: 569 tumours, 30 measurements of cells. W. H. Wolberg, W. N. Street and O. L. Mangasarian, Breast Cancer
  Wisconsin (Diagnostic), 1995, UCI Machine Learning Repository, https://archive.ics.uci.edu/dataset/17, licence CC BY
  4.0.

The numbers and the order of the rows are scikit-learn's.

Run:  python3 test/reference/make-sklearn-tables.py      (needs scikit-learn; written with 1.2.1)
"""

import csv
import pathlib

from sklearn.datasets import load_breast_cancer, load_wine

HERE = pathlib.Path(__file__).parent


def write(name, data):
    with open(HERE / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*data.feature_names, "class"])
        for row, kind in zip(data.data, data.target):
            writer.writerow([*(format(value, ".10g") for value in row), data.target_names[kind]])


write("wine.csv", load_wine())
write("breast-cancer.csv", load_breast_cancer())
