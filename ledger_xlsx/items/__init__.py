"""The ledger's items, in the order of the paper."""

from ledger_xlsx.items import activities, cover, daily, exercises, homework, plan, progress, quality, summary, theory

ITEMS = (
    cover.ITEM,
    plan.ITEM,
    progress.ITEM,
    activities.ITEM,
    theory.ITEM,
    exercises.ITEM,
    daily.ITEM,
    homework.ITEM,
    quality.ITEM,
    summary.ITEM,
)
