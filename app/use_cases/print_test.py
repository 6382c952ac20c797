"""A page that shows whether the printer works. Nothing is sold, counted or kept."""

from app.use_cases.ports import PrintJob
from app.use_cases.till import Till
from domain.paper import text_paper


def print_test(till: Till, lines: tuple[str, ...]) -> PrintJob:
    """Print these lines at the printer of receipts, past the queue. Raises PrinterFailure."""
    job = PrintJob(job_id=f"test-{till.ids.new_id()}", paper=text_paper(lines))
    till.printer.print_job(job)
    return job
