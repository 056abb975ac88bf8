#pragma once

#include <QAbstractListModel>
#include <QUrl>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// The pictures that go with the next message, as a model: roles name, size (bytes), source (an
/// address to show it by). Main thread.
class Attachments : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
public:
    enum Role { NameRole = Qt::UserRole, SizeRole, SourceRole };

    using QAbstractListModel::QAbstractListModel;
    int count() const { return static_cast<int>(m_pictures.size()); }

    /// Takes the pictures among files of this machine; what they are is told by their first bytes.
    /// Returns the others, which are files for the desktop. Refused ones are told.
    Q_INVOKABLE QList<QUrl> add(const QList<QUrl> &files);
    /// Takes a picture that was copied; false: there is none, or what was copied is meant as words.
    Q_INVOKABLE bool paste();
    Q_INVOKABLE void remove(int row);

    /// All as a message takes them, {media_type, data (base64)}; those too large for it are made
    /// smaller. They stay here.
    Q_INVOKABLE QVariantList images() const;
    Q_INVOKABLE void clear();
    /// Those that images() told, once more.
    Q_INVOKABLE void restore(const QVariantList &images);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void countChanged();
    /// A sentence for the person.
    void refused(const QString &why);

private:
    struct Picture
    {
        QString name;
        QByteArray mediaType;
        QByteArray bytes;
    };
    void append(Picture picture);

    QList<Picture> m_pictures;
};

} // namespace pilothouse
