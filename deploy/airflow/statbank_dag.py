"""Sync the statistical tables that are due, every five minutes.

statbank keeps the due times itself, in its database: a run that Airflow skips or delays is
made up for by the next one, so there is nothing to catch up or to retry here.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    dag_id="statbank",
    schedule="*/5 * * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=6),
    tags=["statistics"],
) as dag:
    BashOperator(
        task_id="sync_due",
        # DATABASE_URL, STATBANK_ARCHIVE and STATBANK_CATALOGUE come from the worker's environment.
        bash_command="statbank sync --due --quiet",
        append_env=True,
        retries=0,
    )
