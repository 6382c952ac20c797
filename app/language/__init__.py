"""The language in force: Qt's translators for screens, and the same for presenters without Qt."""
