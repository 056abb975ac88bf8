#include "remote/owed_removals.h"

#include "core/log.h"

#include <QFile>
#include <QSaveFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMost = 10'000;

QByteArray lineOf(const OwedRemovals::Removal &removal)
{
    return removal.session.value.toUtf8() + ' ' + removal.node.toEncoded() + '\n';
}

std::optional<OwedRemovals::Removal> removalFrom(const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    const auto session =
        sessionIdFrom(QString::fromUtf8(line.first(std::max<qsizetype>(space, 0))));
    const QUrl node = QUrl::fromEncoded(line.sliced(space + 1), QUrl::StrictMode);
    if (!session || !node.isValid() || node.host().isEmpty())
        return std::nullopt;
    return OwedRemovals::Removal{node, *session};
}

} // namespace

Result<OwedRemovals> OwedRemovals::open(const QString &file)
{
    OwedRemovals owed(file);
    QFile opened(file);
    if (!opened.exists())
        return owed;
    if (!opened.open(QIODevice::ReadOnly))
        return fail(Errc::Io, u"%1 cannot be read."_s.arg(file), opened.errorString());
    while (!opened.atEnd())
        if (const auto removal = removalFrom(opened.readLine().trimmed()))
            owed.m_all.append(*removal);
    return owed;
}

Result<> OwedRemovals::add(const Removal &removal)
{
    if (m_all.contains(removal))
        return {};
    if (m_all.size() >= kMost)
        return fail(Errc::TooLarge, u"%1 removals from nodes are owed already."_s.arg(kMost));
    m_all.append(removal);
    const Result<> saved = save();
    if (!saved)
        m_all.removeLast();
    return saved;
}

void OwedRemovals::settle(const QUrl &node, const QSet<SessionId> &sessions)
{
    if (sessions.isEmpty())
        return;
    m_all.removeIf(
        [&](const Removal &each) { return each.node == node && sessions.contains(each.session); });
    if (const Result<> saved = save(); !saved)
        qCWarning(logAgent).noquote() << saved.error().message;
}

Result<> OwedRemovals::save() const
{
    QSaveFile file(m_file); // on the disk when it is committed
    bool isWritten = file.open(QIODevice::WriteOnly);
    for (const Removal &each : m_all)
        isWritten = isWritten && file.write(lineOf(each)) > 0;
    if (!isWritten || !file.commit())
        return fail(Errc::Io, u"%1 cannot be written."_s.arg(m_file), file.errorString());
    return {};
}

} // namespace pilothouse
