#include "pages/page_files.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString lastPart(const QJsonValue &path)
{
    return QFileInfo(path.toString()).fileName();
}

/// What comes of following `links` from `file` on.
QStringList closure(const QHash<QString, QStringList> &links, const QString &file)
{
    QStringList found;
    QStringList open = links.value(file);
    while (!open.isEmpty()) {
        const QString next = open.takeLast();
        if (found.contains(next))
            continue;
        found.append(next);
        open.append(links.value(next));
    }
    return found;
}

} // namespace

PageFiles::PageFiles(const QJsonObject &meta)
{
    const QJsonObject outputs = meta[u"outputs"_s].toObject();
    for (auto output = outputs.begin(); output != outputs.end(); ++output) {
        const QString file = QFileInfo(output.key()).fileName();
        const QJsonObject about = output->toObject();
        if (const QString source = lastPart(about[u"entryPoint"_s]); !source.isEmpty())
            m_files.insert(source, file);
        for (const QJsonValue &import : about[u"imports"_s].toArray()) {
            const QString needed = lastPart(import[u"path"_s]);
            m_later[file].append(needed);
            if (import[u"kind"_s] == u"import-statement"_s)
                m_imports[file].append(needed);
        }
    }
}

QString PageFiles::fileOf(const QString &source) const
{
    return m_files.value(source);
}

QStringList PageFiles::neededBy(const QString &source) const
{
    return closure(m_imports, fileOf(source));
}

QStringList PageFiles::reachedFrom(const QString &source) const
{
    return closure(m_later, fileOf(source));
}

QByteArray PageFiles::filledIn(QByteArray page) const
{
    for (auto entry = m_files.begin(); entry != m_files.end(); ++entry) {
        const QByteArray source = entry.key().toUtf8();
        QByteArray links;
        for (const QString &file : neededBy(entry.key()))
            links += "<link rel=\"modulepreload\" href=\"{{root}}ui/app/" + file.toUtf8() + "\">\n";
        page.replace(QByteArray("{{preload " + source + "}}"), links);
        page.replace(QByteArray("{{file " + source + "}}"), entry->toUtf8());
    }
    return page;
}

} // namespace pilothouse
