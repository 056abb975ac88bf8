#include "qml/client/session_list.h"

#include "qml/client/answer.h"
#include "qml/client/server_connection.h"

#include <QDateTime>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kNextLook = 60s; // while the server tells what changes
constexpr qsizetype kTitleLength = 90;
const auto kId = u"id"_s;
const auto kStatus = u"status"_s;
const auto kQuestions = u"questions"_s;
const auto kAsks = u"awaiting_approval"_s;

QString idOf(const QVariantMap &record)
{
    return record.value(kId).toString();
}

/// The answer to a question and the next one can come between two looks.
bool asksAnew(const QVariantMap &before, const QVariantMap &now)
{
    const QStringList known = before.value(kQuestions).toStringList();
    const QStringList open = now.value(kQuestions).toStringList();
    return std::any_of(open.begin(), open.end(),
                       [&known](const QString &id) { return !known.contains(id); });
}

bool asks(const QVariantMap &record)
{
    return record.value(kStatus).toString() == kAsks;
}

/// Of sessions that work at the same time none passes the other all the while.
qint64 minuteOf(const QVariantMap &record)
{
    const QDateTime at =
        QDateTime::fromString(record.value(u"updated_at"_s).toString(), Qt::ISODate);
    return at.toSecsSinceEpoch() / std::chrono::seconds(1min).count();
}

QVariantMap previewOf(const QVariantMap &record)
{
    return record.value(u"preview"_s).toMap();
}

QString firstLine(const QString &text)
{
    QString line = text.trimmed().section(u'\n', 0, 0).simplified();
    line.remove(u'`').remove(u'*');
    if (line.size() > kTitleLength)
        line = line.left(kTitleLength - 1).trimmed() + u'…';
    return line;
}

} // namespace

SessionList::SessionList(ServerConnection &connection, const Clock &clock)
    : m_connection(connection), m_next(clock)
{
    connect(&m_next, &Alarm::rang, this, &SessionList::load);
}

int SessionList::needing() const
{
    return static_cast<int>(std::count_if(m_records.begin(), m_records.end(), asks));
}

int SessionList::working() const
{
    return static_cast<int>(
        std::count_if(m_records.begin(), m_records.end(), [](const QVariantMap &record) {
            return asks(record) || record.value(kStatus).toString() == "running"_L1;
        }));
}

void SessionList::load()
{
    if (m_asking != Asking::No) {
        m_asking = Asking::Again;
        return;
    }
    m_asking = Asking::Once;
    m_next.stop();
    Answer *answer = m_connection.get(u"sessions?preview=true&sort=updated&limit=%1"_s.arg(m_most));
    const auto ended = [this] {
        if (std::exchange(m_asking, Asking::No) == Asking::Again)
            load();
        else
            m_next.start(kNextLook);
    };
    connect(answer, &Answer::done, this, [this, ended](const QVariant &records) {
        take(records.toList());
        ended();
    });
    connect(answer, &Answer::failed, this, ended);
}

void SessionList::loadMore()
{
    m_most += kPage;
    load();
}

void SessionList::take(const QVariantList &records)
{
    QList<QVariantMap> wanted;
    for (const QVariant &record : records)
        wanted += record.toMap();
    std::stable_sort(wanted.begin(), wanted.end(), [](const auto &one, const auto &other) {
        return asks(one) != asks(other) ? asks(one) : minuteOf(one) > minuteOf(other);
    });
    const QList<QVariantMap> before = m_records;
    merge(wanted);
    emit changed();
    if (std::exchange(m_loaded, true)) // the first look tells nothing new
        tellChanges(before);
}

void SessionList::tellChanges(const QList<QVariantMap> &before)
{
    QHash<QString, QVariantMap> known;
    for (const QVariantMap &each : before)
        known.insert(idOf(each), each);
    const QList<QVariantMap> now = m_records; // whoever hears it may look again
    for (const QVariantMap &each : now) {
        const QVariantMap last = known.value(idOf(each));
        const QString status = each.value(kStatus).toString();
        const QString lastStatus = last.value(kStatus).toString();
        if (status != lastStatus || asksAnew(last, each))
            emit statusChanged(idOf(each), lastStatus, status);
    }
}

/// Row by row, so that what is shown and chosen stays where it is.
void SessionList::merge(const QList<QVariantMap> &wanted)
{
    QSet<QString> kept;
    for (const QVariantMap &each : wanted)
        kept += idOf(each);
    for (qsizetype row = m_records.size() - 1; row >= 0; --row) {
        if (kept.contains(idOf(m_records.at(row))))
            continue;
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row));
        m_records.removeAt(row);
        endRemoveRows();
    }
    for (qsizetype row = 0; row < wanted.size(); ++row) {
        qsizetype now = row;
        while (now < m_records.size() && idOf(m_records.at(now)) != idOf(wanted.at(row)))
            ++now;
        if (now == m_records.size()) {
            beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
            m_records.insert(row, wanted.at(row));
            endInsertRows();
        } else if (now != row) {
            beginMoveRows({}, static_cast<int>(now), static_cast<int>(now), {},
                          static_cast<int>(row));
            m_records.move(now, row);
            endMoveRows();
        }
        setRecord(row, wanted.at(row));
    }
}

void SessionList::setRecord(qsizetype row, const QVariantMap &record)
{
    if (m_records.at(row) == record)
        return;
    m_records[row] = record;
    const QModelIndex at = index(static_cast<int>(row));
    emit dataChanged(at, at);
}

QVariantMap SessionList::record(const QString &id) const
{
    const auto found = std::find_if(m_records.begin(), m_records.end(),
                                    [&id](const QVariantMap &each) { return idOf(each) == id; });
    return found == m_records.end() ? QVariantMap() : *found;
}

QString SessionList::titleOf(const QVariantMap &record)
{
    const QString title = record.value(u"title"_s).toString();
    if (!title.isEmpty())
        return title;
    const QString first = firstLine(previewOf(record).value(u"first_message"_s).toString());
    return first.isEmpty() ? tr("New session") : first;
}

void SessionList::clear()
{
    beginResetModel();
    m_records.clear();
    m_loaded = false;
    m_most = kPage;
    endResetModel();
    emit changed();
}

int SessionList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant SessionList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariantMap &record = m_records.at(index.row());
    switch (role) {
    case SessionIdRole:
        return idOf(record);
    case Qt::DisplayRole:
    case TitleRole:
        return titleOf(record);
    case StatusRole:
        return record.value(kStatus);
    case LastLineRole:
        return firstLine(previewOf(record).value(u"last_line"_s).toString());
    case NeedsYouRole:
        return asks(record);
    case HasDesktopRole:
        return record.value(u"has_desktop"_s);
    case ActiveAtRole:
        return QDateTime::fromString(record.value(u"updated_at"_s).toString(), Qt::ISODate);
    case CostRole:
        return record.value(u"cost_usd"_s);
    case PictureRole:
        return previewOf(record).value(u"picture"_s).toString();
    case RecordRole:
        return record;
    default:
        return {};
    }
}

QHash<int, QByteArray> SessionList::roleNames() const
{
    return {{SessionIdRole, "sessionId"}, {TitleRole, "title"},
            {StatusRole, "status"},       {LastLineRole, "lastLine"},
            {NeedsYouRole, "needsYou"},   {HasDesktopRole, "hasDesktop"},
            {ActiveAtRole, "activeAt"},   {CostRole, "cost"},
            {PictureRole, "picture"},     {RecordRole, "record"}};
}

} // namespace pilothouse
