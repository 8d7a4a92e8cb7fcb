"""The one receiver of the catalogue: sets of links have no save() of their own to tell the journal."""

from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from . import journal
from .journaled import Journaled


@receiver(m2m_changed)
def notice_links(sender, instance, action, reverse, pk_set, model, **kwargs):
    """Touch the entry whose set of countries, themes or other links changed, from whichever end."""
    if not isinstance(instance, Journaled) or action not in ("post_add", "post_remove", "pre_clear", "post_clear"):
        return
    with journal.joined():
        if not reverse:
            journal.touch_many(instance.journal_root(), [instance.pk])
        elif issubclass(model, Journaled):
            journal.touch_many(model.journal_root(), _holders(sender, instance, model, pk_set))


def _holders(through, instance, model, pk_set):
    """The entries whose set it is; when a whole set is cleared Django does not say which, so the table is asked."""
    if pk_set is not None:
        return pk_set
    links = next(field for field in model._meta.many_to_many if field.remote_field.through is through)
    rows = through._base_manager.filter(**{links.m2m_reverse_field_name(): instance.pk})
    return set(rows.values_list(links.m2m_field_name(), flat=True))
