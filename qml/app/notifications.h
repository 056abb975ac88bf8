#pragma once

#include <QHash>
#include <QObject>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <optional>

namespace pilothouse {

/// Notifications of the desktop (org.freedesktop.Notifications). Where there is no server of them,
/// nothing is shown. Main thread.
class Notifications : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the program has them")
public:
    explicit Notifications(QObject *parent = nullptr);

    /// Shows one for `key`, in place of its last one. `answers`: list of {id, words} for buttons,
    /// which are shown where the server of notifications can. Urgent ones stay. `sound`: a name of
    /// the desktop's sounds (freedesktop Sound Naming Specification); empty: none.
    Q_INVOKABLE void show(const QString &key, const QString &title, const QString &text,
                          const QVariantList &answers, bool urgent, const QString &sound = {});
    Q_INVOKABLE void close(const QString &key);
    void closeAll();

signals:
    /// The notification itself was clicked.
    void opened(const QString &key);
    /// One of its buttons was.
    void answered(const QString &key, const QString &answer);

private slots:
    void takeAction(uint id, const QString &action);
    void takeEnd(uint id, uint reason);

private:
    struct Note
    {
        QString title;
        QString text;
        QVariantList answers;
        bool urgent;
        QString sound;
    };
    struct Shown
    {
        uint id = 0;
        bool waiting = false;     ///< for its id
        std::optional<Note> next; ///< what came meanwhile
        bool isOver = false;      ///< it was to be closed meanwhile
    };
    void send(const QString &key, const Note &note);
    /// The server of notifications took it; 0: it did not.
    void takeId(const QString &key, uint id);

    QHash<QString, Shown> m_shown;
    bool m_canAnswer = false;
};

} // namespace pilothouse
