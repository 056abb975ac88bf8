#pragma once

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace pilothouse {

/// An entry in the tray of the desktop, for as long as it is wanted; where there is no tray, it
/// waits for one. Its menu shows the window or quits. Main thread.
class TrayEntry : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TrayEntry)
    QML_ELEMENT
    Q_PROPERTY(bool wanted MEMBER m_wanted NOTIFY changed FINAL)
    /// A picture of the resources: ":/pilothouse/icon.svg".
    Q_PROPERTY(QString picture MEMBER m_picture NOTIFY changed FINAL)
    Q_PROPERTY(QString words MEMBER m_words NOTIFY changed FINAL)
public:
    explicit TrayEntry(QObject *parent = nullptr);

signals:
    void changed();
    void showAsked();
    void quitAsked();

private:
    void follow();
    void make();

    bool m_wanted = false;
    QString m_picture;
    QString m_words;
    QMenu m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< from the first time that it is wanted
};

} // namespace pilothouse
