#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace pilothouse {

/// The files that the pages load, by the names of the sources they were made from. A file's own
/// name holds a hash of what is in it: it never changes, and may be kept for good.
class PageFiles
{
public:
    /// `meta`: what esbuild wrote of its outputs (https://esbuild.github.io/api/#metafile).
    explicit PageFiles(const QJsonObject &meta);

    /// "main.js" → "main-5L3P5C7U.js"; empty: there is none.
    QString fileOf(const QString &source) const;
    /// The other files that it needs before it can start, in no order.
    QStringList neededBy(const QString &source) const;
    /// The files that it may load at any time, in no order: with those that it loads later.
    QStringList reachedFrom(const QString &source) const;
    /// `page` with {{file NAME}} replaced by the name of its file, and {{preload NAME}} by links
    /// that let browsers fetch what it needs at once. {{root}} stays.
    QByteArray filledIn(QByteArray page) const;

private:
    QHash<QString, QString> m_files;       ///< source → file
    QHash<QString, QStringList> m_imports; ///< file → files, direct and static
    QHash<QString, QStringList> m_later;   ///< the same with those that are loaded when needed
};

} // namespace pilothouse
