#include "qml/app/tray_entry.h"

namespace pilothouse {

TrayEntry::TrayEntry(QObject *parent) : QObject(parent)
{
    connect(m_menu.addAction(tr("Show the window")), &QAction::triggered, this,
            &TrayEntry::showAsked);
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &TrayEntry::quitAsked);
    connect(this, &TrayEntry::changed, this, &TrayEntry::follow);
}

void TrayEntry::follow()
{
    if (!m_wanted || m_picture.isEmpty()) {
        if (m_icon)
            m_icon->hide();
        return;
    }
    if (!m_icon)
        make();
    m_icon->setIcon(QIcon(m_picture));
    m_icon->setToolTip(m_words);
    m_icon->show(); // never without a picture
}

void TrayEntry::make()
{
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(&m_menu);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason != QSystemTrayIcon::Context)
                    emit showAsked();
            });
}

} // namespace pilothouse
