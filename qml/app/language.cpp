#include "qml/app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace pilothouse {

using namespace Qt::StringLiterals;

Language::~Language()
{
    for (QTranslator *words : {&m_ours, &m_qt})
        QCoreApplication::removeTranslator(words);
}

void Language::choose(const QString &language)
{
    const QLocale system = QLocale::system();
    const bool isSystems =
        language.isEmpty() || QLocale::languageToCode(system.language()) == language;
    const QLocale locale = isSystems ? system : QLocale(language);
    QLocale::setDefault(locale);
    for (QTranslator *words : {&m_ours, &m_qt})
        QCoreApplication::removeTranslator(words);
    if (m_ours.load(locale, u"pilothouse"_s, u"_"_s, u":/pilothouse/i18n"_s))
        QCoreApplication::installTranslator(&m_ours);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace pilothouse
