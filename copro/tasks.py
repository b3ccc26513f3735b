from django.tasks import task

from copro import rnic


@task()
def read_register_file(import_id: int) -> None:
    rnic.run(import_id)
