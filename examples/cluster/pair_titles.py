"""Pairs two tables of titles on Apache Spark; README.md beside this file tells how.

Every stage's output is a table under --out. What is there is not made again, so a job that was
stopped goes on where it was.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

from pyspark import SparkFiles
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

SIDES = ("english", "chinese")
ROW = "id string, title string, date string, link string"
# Of each title so many candidates compete.
COMPETING = 8
# Rounds of competition, as many as the library's.
ROUNDS = 20
# The sample of a side: so many, or a share of it.
LEAST_SAMPLE, SAMPLE_SHARE, MOST_SAMPLE = 20_000, 8, 1_000_000


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("english", help="Parquet (*.parquet) or JSON lines: id, title, date, link")
    parser.add_argument("chinese")
    parser.add_argument("--out", required=True, help="folder for the tables")
    parser.add_argument("--worker", required=True, help="the built example `worker`")
    parser.add_argument("--model", help="a model of your own, for the workers")
    parser.add_argument("--most", type=int, default=4096, help="titles of a side in a block, at most")
    parser.add_argument("--threshold", type=float, help="least probability; the model's by default")
    parser.add_argument("--partitions", type=int, help="tasks of a stage; 4 a core by default")
    return parser.parse_args()


class Job:
    def __init__(self, args):
        self.args = args
        self.spark = SparkSession.builder.appName("bititle").getOrCreate()
        self.context = self.spark.sparkContext
        cores = self.context.defaultParallelism
        self.partitions = args.partitions or max(4 * cores, 8)
        self.spark.conf.set("spark.sql.shuffle.partitions", self.partitions)
        self.spark.conf.set("spark.sql.adaptive.coalescePartitions.enabled", "false")
        self.report = {}
        # Rounds of competition are kept where no executor can lose them.
        self.context.setCheckpointDir(self.path("rounds"))
        self.context.addFile(args.worker)
        if args.model:
            self.context.addFile(args.model)

    def path(self, name):
        return os.path.join(self.args.out, name)

    def files(self, name):
        path = self.context._jvm.org.apache.hadoop.fs.Path(self.path(name))
        return path.getFileSystem(self.context._jsc.hadoopConfiguration()), path

    def there(self, name):
        files, path = self.files(name)
        return files.exists(path)

    def remove(self, name):
        files, path = self.files(name)
        files.delete(path, True)

    def table(self, name, make):
        """A stage: its table, made unless a run before has written all of it."""
        if not self.there(name + "/_SUCCESS"):
            start = time.time()
            make().write.mode("overwrite").parquet(self.path(name))
            self.report[name + "_seconds"] = round(time.time() - start, 1)
        return self.spark.read.parquet(self.path(name))

    def answers(self, requests, schema):
        """What the workers answer to rows, each a line of JSON."""
        command = [os.path.basename(self.args.worker), os.path.basename(self.args.model or "")]
        lines = requests.toJSON().mapPartitions(lambda lines: piped(command, lines))
        return self.spark.read.json(lines, schema=schema)


def piped(command, lines):
    """The lines of a worker process that is fed lines; as RDD.pipe, with files of this job."""
    worker, model = command
    command = [SparkFiles.get(worker), "--plan", SparkFiles.get("plan.json")]
    if model:
        command += ["--model", SparkFiles.get(model)]
    # One process a task: the cores are Spark's to share out.
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )

    def feed():
        with process.stdin as pipe:
            for line in lines:
                pipe.write(line.encode() + b"\n")

    threading.Thread(target=feed, daemon=True).start()
    for line in process.stdout:
        yield line.decode()
    if process.wait() != 0:
        raise RuntimeError(f"a worker ended with status {process.returncode}")


def titles(job):
    """All titles of both sides: side, id, title, date, link; and the lines that are none."""
    read = [rows(job, getattr(job.args, side), side) for side in SIDES]
    all_rows = job.table("input", lambda: read[0].unionByName(read[1]))
    is_good = F.col("id").isNotNull() & F.col("title").isNotNull()
    bad = all_rows.where(~is_good).select(
        "side", "id", "line", F.lit("expected an id and a title").alias("error")
    )
    errors = job.table("bad_lines", lambda: bad)
    good = all_rows.where(is_good).drop("line")
    twice = good.groupBy("side", "id").count().where("count > 1").limit(1).collect()
    if twice:
        sys.exit(f"error: the {twice[0].side} id {twice[0].id!r} stands in more than one row")
    return good, errors


def rows(job, path, side):
    if path.rstrip("/").endswith(".parquet"):
        table = job.spark.read.parquet(path)
        optional = [name for name in ("date", "link") if name not in table.columns]
        table = table.select("*", *(F.lit(None).alias(name) for name in optional))
        table = table.withColumn("line", F.lit(None))
    else:
        text = job.spark.read.text(path).where(F.trim("value") != "")
        table = text.select(F.from_json("value", ROW).alias("row"), F.col("value").alias("line"))
        # What does not parse may still tell its id.
        written = F.regexp_extract("line", r'"id"\s*:\s*"?([^",}]+)', 1)
        told = F.coalesce("row.id", F.when(written != "", written))
        table = table.select(told.alias("id"), "row.title", "row.date", "row.link", "line")
    names = ["id", "title", "date", "link", "line"]
    return table.select(F.lit(side).alias("side"), *(F.col(n).cast("string") for n in names))


def make_plan(job, good):
    """The plan, made on the driver from a sample, and sent to all workers."""
    if not job.there("plan"):
        counts = {row.side: row["count"] for row in good.groupBy("side").count().collect()}
        most = max([*counts.values(), 1])
        size = min(most, max(LEAST_SAMPLE, min(most // SAMPLE_SHARE, MOST_SAMPLE)))
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as sample:
            for side in SIDES:
                # The same sample whatever the partitions are.
                order = F.xxhash64("id")
                some = good.where(F.col("side") == side).orderBy(order, "id").limit(size)
                for row in some.select("title").toLocalIterator():
                    print(json.dumps({"language": side, "title": row.title}), file=sample)
            sample.flush()
            command = [job.args.worker, "plan", "--titles", str(most), sample.name]
            if job.args.model:
                command += ["--model", job.args.model]
            plan = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode()
        job.context.parallelize([plan.strip()], 1).saveAsTextFile(job.path("plan"))
    plan = job.context.textFile(job.path("plan")).first()
    folder = tempfile.mkdtemp()
    local = os.path.join(folder, "plan.json")
    with open(local, "w") as file:
        file.write(plan)
    job.context.addFile(local)
    command = [job.args.worker, "--plan", local]
    if job.args.model:
        command += ["--model", job.args.model]
    asked = subprocess.run(command, input=b'{"do": "curve"}', check=True, stdout=subprocess.PIPE)
    return json.loads(asked.stdout)["curve"]


def keys(job, good):
    def make():
        request = good.repartition(job.partitions).select(
            F.lit("keys").alias("do"),
            F.struct("side", "id", "title").alias("id"),
            F.col("side").alias("language"),
            "title",
        )
        schema = "id struct<side: string, id: string, title: string>, keys array<long>, error string"
        return job.answers(request, schema).select("id.*", "keys", "error")

    return job.table("keys", make)


def blocks(job, keyed):
    """Titles of one key together; of a key that too many share only some, and how many."""

    def make():
        rows = keyed.select(F.explode("keys").alias("key"), "side", "id", "title")
        rows = rows.repartition(job.partitions, "key")
        order = Window.partitionBy("key", "side").orderBy(F.xxhash64("id"), "id")
        ranked = rows.withColumn("rank", F.row_number().over(order))

        def side(name):
            own = (F.col("side") == name) & (F.col("rank") <= job.args.most)
            return F.collect_list(F.when(own, F.struct("id", "title"))).alias(name)

        def count(name):
            return F.count(F.when(F.col("side") == name, 1)).alias("all_" + name)

        both = ranked.groupBy("key").agg(*(f(name) for name in SIDES for f in (side, count)))
        return both.where((F.size("english") > 0) & (F.size("chinese") > 0))

    return job.table("blocks", make)


def candidates(job, together):
    """Log-odds of pairs of titles; of each title the best few."""

    def weigh():
        request = together.select(
            F.lit("pair").alias("do"), F.col("key").alias("id"), "english", "chinese"
        )
        pair = "struct<english: string, chinese: string, log_odds: double>"
        answers = job.answers(request, f"id long, pairs array<{pair}>, error string")
        failed = F.when(F.col("error").isNotNull(), F.array(F.lit(None).cast(pair)))
        return answers.select("error", F.explode(F.coalesce(failed, "pairs")).alias("pair"))

    weighed = job.table("weighed", weigh)

    def best():
        found = weighed.where("error is null").select("pair.*")
        # A pair of several blocks has the same log-odds in each.
        found = found.groupBy("english", "chinese").agg(F.max("log_odds").alias("log_odds"))
        order = Window.partitionBy("english").orderBy(F.desc("log_odds"), "chinese")
        ranked = found.withColumn("rank", F.row_number().over(order))
        return ranked.where(F.col("rank") <= COMPETING).drop("rank")

    return weighed, job.table("candidates", best)


def competed(job, found):
    """Log-odds after competition with all others of a title's row and column, or none: rows and
    columns are divided by their sums in turn (Sinkhorn & Knopp 1967), as the library does it."""

    def sums(cells, side, other):
        score = F.col("log_odds") - F.coalesce(F.col(other + "_sum"), F.lit(0.0))
        most = F.greatest(F.max(score), F.lit(0.0))
        # In order, so that sums are the same to the last bit whoever adds them up.
        scores = F.sort_array(F.collect_list(score))
        parts = cells.groupBy(side).agg(scores.alias("scores"), most.alias("most"))
        total = F.aggregate("scores", F.lit(0.0), lambda sum, s: sum + F.exp(s - F.col("most")))
        own = F.col("most") + F.log(F.exp(-F.col("most")) + total)
        return parts.select(side, own.alias(side + "_sum"))

    def make():
        cells = found
        for side in SIDES:
            cells = cells.withColumn(side + "_sum", F.lit(None).cast("double"))
        for _ in range(ROUNDS):
            for side, other in (SIDES, SIDES[::-1]):
                fresh = sums(cells, side, other)
                cells = cells.drop(side + "_sum").join(fresh, side)
            cells = cells.checkpoint()
        share = F.col("log_odds") - F.col("english_sum") - F.col("chinese_sum")
        share = F.least(share, F.lit(-1e-12))
        # The logit of the share, without loss near 1.
        return cells.withColumn("contested", share - F.log(-F.expm1(share)))

    return job.table("competed", make)


def pairs(job, cells, curve, good):
    """Titles that are each other's best, with how far the second is behind."""
    threshold = job.args.threshold if job.args.threshold is not None else curve["threshold"]

    def make():
        logit = F.col("contested") * curve["slope"] + curve["offset"]
        scored = cells.withColumn("probability", 1 / (1 + F.exp(-logit)))
        for side, other in (SIDES, SIDES[::-1]):
            order = Window.partitionBy(side).orderBy(F.desc("contested"), other)
            behind = F.lead("log_odds", 1).over(order)
            scored = scored.withColumn(side + "_rank", F.row_number().over(order))
            scored = scored.withColumn(side + "_margin", F.col("log_odds") - behind)
        mutual = scored.where("english_rank = 1 and chinese_rank = 1")
        mutual = mutual.where(F.col("probability") >= threshold)
        margin = F.least("english_margin", "chinese_margin").alias("margin")
        mutual = mutual.select("english", "chinese", "probability", "log_odds", margin)
        for side in SIDES:
            own = good.where(F.col("side") == side).select(
                F.col("id").alias(side), *(F.col(n).alias(f"{side}_{n}") for n in ("title", "date", "link"))
            )
            mutual = mutual.join(own, side)
        return mutual

    return job.table("pairs", make)


def main():
    job = Job(arguments())
    start = time.time()
    good, bad = titles(job)
    curve = make_plan(job, good)
    keyed = keys(job, good)
    together = blocks(job, keyed.where("error is null"))
    weighed, found = candidates(job, together)
    paired = pairs(job, competed(job, found), curve, good)

    def unpaired():
        used = [
            paired.select(F.lit(side).alias("side"), F.col(side).alias("id")) for side in SIDES
        ]
        return good.join(used[0].unionByName(used[1]), ["side", "id"], "left_anti")

    alone = job.table("unpaired", unpaired)
    for name, table in (("pairs", paired), ("unpaired", alone)):
        if not job.there(f"{name}.jsonl/_SUCCESS"):
            table.write.mode("overwrite").json(job.path(name + ".jsonl"))
    most = job.args.most
    cut = together.where((F.col("all_english") > most) | (F.col("all_chinese") > most))
    left = F.sum(sum(F.greatest(F.col("all_" + side) - most, F.lit(0)) for side in SIDES))
    count = good.where("side = 'english'").count()
    job.report |= {
        "titles": {side: good.where(F.col("side") == side).count() for side in SIDES},
        "bad_lines": [[row.side, row.id] for row in bad.limit(20).collect()],
        "bad_line_count": bad.count(),
        "failed_requests": keyed.where("error is not null").count()
        + weighed.where("error is not null").count(),
        "blocks": together.count(),
        "blocks_cut": cut.count(),
        "titles_cut": cut.select(left).first()[0] or 0,
        "weighed_a_title": round(weighed.where("error is null").count() / max(count, 1), 1),
        "pairs": paired.count(),
        "unpaired": alone.count(),
        "seconds": round(time.time() - start, 1),
    }
    job.remove("rounds")
    print(json.dumps(job.report, ensure_ascii=False))
    job.spark.stop()


if __name__ == "__main__":
    main()
