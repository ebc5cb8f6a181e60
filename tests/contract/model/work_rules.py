"""Rules for work and payments: status, progress, results, times and tokens of one object agree."""

from __future__ import annotations

from collections.abc import Iterator

from tests.contract.model.answer_objects import Broken, JsonObject, Rule
from tests.contract.model.formats import number_of, objects_of
from tests.contract.model.schema_departures import shown


def _wrong_tokens(item: JsonObject) -> Iterator[Broken]:
    """tokens_used that contradicts the price, the payment status or the tasks."""
    spent, price = number_of(item.value.get("tokens_used")), number_of(item.value.get("final_amount"))
    if spent is None:
        return
    got = shown(item.value["tokens_used"])
    if price is not None and item.value.get("payment_status") == "PAID" and spent != price:
        message = f"must be final_amount, {price:g}, where payment_status is PAID, is {got}"
        yield Broken(("tokens_used",), "tokens_used is final_amount when all is paid", message)
    elif price is not None and spent > price:
        yield Broken(("tokens_used",), "tokens_used is at most final_amount", f"must be at most {price:g}, is {got}")
    amounts = [number_of(task["tokens_used"]) for _, task in objects_of(item.value, "tasks") if "tokens_used" in task]
    paid = [amount for amount in amounts if amount is not None]
    if paid and len(paid) == len(amounts) and spent != sum(paid):
        message = f"must be {sum(paid):g}, the sum of the tasks, is {got}"
        yield Broken(("tokens_used",), "tokens_used is the sum of the tasks", message)


WORK_RULES = (Rule(("tokens_used",), _wrong_tokens),)
