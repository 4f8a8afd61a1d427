"""Sync the statistical tables that are due, every five minutes.

statbank keeps the due times itself, in its database: a tick that Dagster skips or delays is
made up for by the next one. The op fails where a table failed, with the exit code in its message.
"""

import subprocess

from dagster import Definitions, Failure, OpExecutionContext, ScheduleDefinition, job, op


@op
def sync_due(context: OpExecutionContext) -> None:
    # DATABASE_URL, STATBANK_ARCHIVE and STATBANK_CATALOGUE come from the environment.
    ended = subprocess.run(
        ["statbank", "sync", "--due"], capture_output=True, text=True, check=False
    )
    context.log.info(ended.stdout)
    if ended.returncode != 0:
        raise Failure(f"statbank ended with {ended.returncode}: {ended.stderr}")


@job
def statbank() -> None:
    sync_due()


definitions = Definitions(
    jobs=[statbank],
    schedules=[
        ScheduleDefinition(
            job=statbank,
            cron_schedule="*/5 * * * *",
            execution_timezone="Europe/Oslo",
        )
    ],
)
