#pragma once

#include <QTranslator>

namespace pilothouse {

/// The words of the window in a language: ours and those of Qt. Main thread; while the application
/// lives.
class Language
{
    Q_DISABLE_COPY_MOVE(Language)
public:
    Language() = default;
    ~Language();

    /// "en" or "de"; empty: the system's. What is shown already is to be translated anew.
    void choose(const QString &language);

private:
    QTranslator m_ours;
    QTranslator m_qt;
};

} // namespace pilothouse
