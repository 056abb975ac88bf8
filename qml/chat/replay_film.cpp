#include "qml/chat/replay_film.h"

#include <QDateTime>

#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr double kShortestFrame = 250; // milliseconds
constexpr double kLongestFrame = 2500;

int roleNamed(const QAbstractItemModel &model, const QByteArray &name)
{
    return model.roleNames().key(name, -1);
}

double timeOf(const QVariantMap &item)
{
    const QVariant started = item.value(u"startedAt"_s);
    if (started.isValid() && !started.isNull())
        return started.toDouble();
    const QString at = item.value(u"at"_s).toString();
    return double(QDateTime::fromString(at, Qt::ISODateWithMs).toMSecsSinceEpoch());
}

} // namespace

void ReplayFilm::setItems(QAbstractItemModel *items)
{
    if (items == m_items)
        return;
    if (m_items)
        m_items->disconnect(this);
    m_items = items;
    if (items) {
        const auto later = [this] {
            if (!std::exchange(m_isStale, true))
                QMetaObject::invokeMethod(this, &ReplayFilm::make, Qt::QueuedConnection);
        };
        connect(items, &QAbstractItemModel::rowsInserted, this, later);
        connect(items, &QAbstractItemModel::rowsRemoved, this, later);
        connect(items, &QAbstractItemModel::dataChanged, this, later);
        connect(items, &QAbstractItemModel::modelReset, this, later);
    }
    emit itemsChanged();
    make();
}

void ReplayFilm::make()
{
    m_isStale = false;
    m_frames.clear();
    m_moments.clear();
    const int role = m_items ? roleNamed(*m_items, "item") : -1;
    QVariant image;
    for (int row = 0; role >= 0 && row < m_items->rowCount(); ++row)
        take(m_items->index(row, 0).data(role).toMap(), image);
    const qsizetype last = qMax(qsizetype(0), m_frames.size() - 1);
    for (QVariant &moment : m_moments) {
        QVariantMap fields = moment.toMap();
        fields[u"index"_s] = qBound(qsizetype(0), fields[u"index"_s].value<qsizetype>(), last);
        moment = fields;
    }
    emit changed();
}

void ReplayFilm::take(const QVariantMap &item, QVariant &image)
{
    const QString kind = item.value(u"kind"_s).toString();
    if (kind == u"call" && item.value(u"state"_s) != u"waiting"_s)
        takeCall(item, image);
    else if (kind == u"user")
        mark(m_frames.size(), u"user"_s, item.value(u"text"_s).toString());
    else if (kind == u"note" && item.value(u"note"_s) == u"control"_s)
        mark(m_frames.size(), u"control"_s, tr("The wheel changed hands"));
    else if (kind == u"end")
        mark(m_frames.size() - 1, u"end"_s, tr("The run ended"));
}

void ReplayFilm::takeCall(const QVariantMap &item, QVariant &image)
{
    const QVariant own = item.value(u"image"_s);
    const bool isOwn = !own.toMap().isEmpty();
    if (isOwn)
        image = own;
    if (!image.toMap().isEmpty())
        m_frames.append(QVariantMap{{u"at"_s, timeOf(item)},
                                    {u"key"_s, item.value(u"key"_s)},
                                    {u"call"_s, item.value(u"call"_s)},
                                    {u"image"_s, image},
                                    {u"isOwn"_s, isOwn}});
    if (!item.value(u"decision"_s).toString().isEmpty())
        mark(m_frames.size() - 1, u"asked"_s, tr("Somebody was asked"));
    if (item.value(u"state"_s) == u"failed"_s)
        mark(m_frames.size() - 1, u"failed"_s, tr("An action failed"));
}

void ReplayFilm::mark(qsizetype index, const QString &kind, const QString &words)
{
    m_moments.append(QVariantMap{{u"index"_s, index}, {u"kind"_s, kind}, {u"words"_s, words}});
}

int ReplayFilm::pauseAfter(int index, double speed) const
{
    if (index < 0 || index + 1 >= m_frames.size())
        return 0;
    const auto at = [this](int frame) { return m_frames[frame].toMap().value(u"at"_s).toDouble(); };
    return int(qBound(kShortestFrame, at(index + 1) - at(index), kLongestFrame) / speed);
}

} // namespace pilothouse
