"""Asks the peers that are there about each table of the JSON on the standard input. Prints what they say, and what is not there."""
import json
import math
import sys
import warnings

warnings.filterwarnings("ignore")
tables = json.load(sys.stdin)
said = {}
missing = {}


def peer(name):
    """Registers what a peer says; a peer that is not installed is named with the reason."""
    def with_function(ask):
        try:
            of = ask()
        except ImportError as error:
            missing[name] = str(error)
            return
        for number, table in enumerate(tables):
            for measure, value in of(table):
                value = float(value)
                said.setdefault(f"{name}: {measure}", {})[number] = None if math.isnan(value) else value
    return with_function


def two(table):
    rows = table["rows"]
    return [row[0] for row in rows], [row[1] for row in rows]


@peer("scikit-learn")
def sklearn():
    from sklearn.metrics import cohen_kappa_score

    def of(table):
        first, second = two(table)
        labels = list(range(table["k"]))
        for measure, weights in (("kappa", None), ("linear kappa", "linear"), ("quadratic kappa", "quadratic")):
            yield measure, cohen_kappa_score(first, second, labels=labels, weights=weights)
        yield "kappa of items", cohen_kappa_score(first, second, labels=labels)
    return of


@peer("statsmodels")
def statsmodels():
    import numpy
    from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

    def of(table):
        k = table["k"]
        square = numpy.zeros((k, k))
        for row in table["rows"]:
            square[row[0], row[1]] += 1
        for measure, weights in (("kappa", None), ("linear kappa", "linear"), ("quadratic kappa", "quadratic")):
            yield measure, cohens_kappa(square, wt=weights, return_results=False)
        counts = numpy.array([[row.count(c) for c in range(k)] for row in table["rows"]])
        yield "fleiss", fleiss_kappa(counts, method="fleiss")
    return of


@peer("nltk")
def nltk():
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import binary_distance, interval_distance

    def quietly(ask):
        try:
            return ask()
        except ZeroDivisionError:
            return float("nan")

    def of(table):
        def task(coders, distance=binary_distance, shift=0):
            return AnnotationTask(
                data=[(c, i, row[c] + shift) for i, row in enumerate(table["rows"]) for c in range(coders)],
                distance=distance,
            )
        yield "kappa", quietly(task(2).kappa)
        yield "pi", quietly(task(2).pi)
        yield "pi of items", quietly(task(2).pi)
        yield "fleiss", quietly(task(table["coders"]).pi)
        yield "alpha nominal", quietly(task(table["coders"]).alpha)
        yield "alpha interval", quietly(task(table["coders"], interval_distance, 1).alpha)
    return of


@peer("krippendorff")
def krippendorff():
    import krippendorff as peer_of_alpha
    import numpy

    def of(table):
        for name, rows in (("alpha", table["rows"]), ("alpha with gaps", table["gaps"])):
            data = numpy.array([[math.nan if one is None else one + 1 for one in row] for row in rows]).T
            for metric in ("nominal", "ordinal", "interval", "ratio"):
                try:
                    value = peer_of_alpha.alpha(data, level_of_measurement=metric)
                except ValueError:
                    value = math.nan
                yield f"{name} {metric}", value
    return of


json.dump({"said": said, "missing": missing}, sys.stdout)
