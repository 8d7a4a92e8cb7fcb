"""The one receiver of the catalogue: sets of links have no save() of their own to tell the journal."""

from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from .. import journal
from ..schema.scalars import forget_related
from .audited_models import AuditedRoot


@receiver(m2m_changed)
def record_m2m_change(sender, instance, action, reverse, pk_set, model, **kwargs):
    """Touch the entry whose set of countries, themes or other links changed, from whichever end."""
    whose = model if reverse else type(instance)
    if not isinstance(instance, AuditedRoot) or not issubclass(whose, AuditedRoot):
        return
    if action == "pre_clear" and reverse:
        instance._clearing = _holders(sender, instance, model)
    if action.startswith("post_"):
        forget_related(instance)
        named = instance.__dict__.pop("_clearing") if pk_set is None and reverse else pk_set
        with journal.ensure_recording():
            journal.touch_many(whose.journal_root(), named if reverse else [instance.pk])


def _holders(through, instance, model):
    """The entries that lose this one when it is cleared from their sets: Django does not say, so the table is asked."""
    links = next(field for field in model._meta.many_to_many if field.remote_field.through is through)
    rows = through._base_manager.filter(**{links.m2m_reverse_field_name(): instance.pk})
    return list(rows.values_list(links.m2m_field_name(), flat=True))
