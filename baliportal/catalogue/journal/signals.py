"""Signal receiver that records changes of many-to-many fields, which have no save() of their own."""

from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from .. import journal
from ..schema.prefetched import forget_related
from .audited_models import AuditedRoot


@receiver(m2m_changed)
def record_m2m_change(sender, instance, action, reverse, pk_set, model, **kwargs):
    """Touch the entry whose set of countries, themes or other links changed, from either end of the relation."""
    owner = model if reverse else type(instance)
    if not isinstance(instance, AuditedRoot) or not issubclass(owner, AuditedRoot):
        return
    if action == "pre_clear" and reverse:
        instance._clearing = _holders(sender, instance, model)
    if action.startswith("post_"):
        forget_related(instance)
        pks = instance.__dict__.pop("_clearing") if pk_set is None and reverse else pk_set
        with journal.ensure_recording():
            journal.touch_many(owner.journal_root(), pks if reverse else [instance.pk])


def _holders(through, instance, model):
    """Return the pks of entries that name this instance; Django does not pass them when a reverse set is cleared."""
    links = next(field for field in model._meta.many_to_many if field.remote_field.through is through)
    rows = through._base_manager.filter(**{links.m2m_reverse_field_name(): instance.pk})
    return list(rows.values_list(links.m2m_field_name(), flat=True))
