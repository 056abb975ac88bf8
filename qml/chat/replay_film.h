#pragma once

#include <QAbstractItemModel>
#include <QPointer>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// A session as a film: what its screen showed, when, and what had been done. Follows a model of
/// items (roles item, kind). Main thread.
class ReplayFilm : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QAbstractItemModel *items READ items WRITE setItems NOTIFY itemsChanged FINAL)
    /// Of {at (ms), key, call, image, isOwn}: one for each thing the model did, with the picture of
    /// that moment, which is the last one before when it brought none.
    Q_PROPERTY(QVariantList frames MEMBER m_frames NOTIFY changed FINAL)
    /// What the timeline marks: {index, kind: user, asked, failed, control or end, words}.
    Q_PROPERTY(QVariantList moments MEMBER m_moments NOTIFY changed FINAL)
public:
    using QObject::QObject;
    QAbstractItemModel *items() const { return m_items; }
    void setItems(QAbstractItemModel *items);

    /// How long frame `index` is shown at `speed`, in milliseconds: the real time, within reason.
    Q_INVOKABLE int pauseAfter(int index, double speed) const;

signals:
    void itemsChanged();
    void changed();

private:
    void make();
    void take(const QVariantMap &item, QVariant &image);
    void takeCall(const QVariantMap &item, QVariant &image);
    void mark(qsizetype index, const QString &kind, const QString &words);

    QPointer<QAbstractItemModel> m_items;
    QVariantList m_frames;
    QVariantList m_moments;
    bool m_isStale = false; ///< many changes in a row make one film
};

} // namespace pilothouse
