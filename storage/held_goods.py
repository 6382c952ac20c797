"""Where goods stand that a claim holds at the counter, asked of the payments and their history."""

import sqlalchemy as sa

from domain.held_goods import HAND_OVER, KEEP, TAKEN_BACK
from domain.payment import UNSETTLED
from storage.payment_tables import payment, payment_event

_STANDING_KEEP = sa.exists().where(
    payment_event.c.payment_id == payment.c.payment_id,
    sa.or_(
        payment_event.c.what == TAKEN_BACK,
        sa.and_(
            payment_event.c.what == KEEP,
            sa.or_(payment.c.state != "verified", payment_event.c.state == "verified"),
        ),
    ),
)
"""As ``GoodsStep.stands``: what was kept unpaid waits again once the money is seen."""
GOODS_HELD = (
    payment.select()
    .where(
        payment.c.is_held,
        payment.c.receipt.is_not(None),
        payment.c.state.not_in(sorted(UNSETTLED)),
        ~_STANDING_KEEP,
    )
    .order_by(payment.c.made_at, payment.c.payment_id)
)
GOODS_STEPS = (
    payment_event.select()
    .where(
        payment_event.c.payment_id.in_(sa.bindparam("of_payments", expanding=True)),
        payment_event.c.what.in_((HAND_OVER, KEEP, TAKEN_BACK)),
    )
    .order_by(payment_event.c.event_no)
)
