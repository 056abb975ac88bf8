#pragma once

#include "desktop/desktop_fixture.h"
#include "desktop/screen_page.h"
#include "tools/computer_tool.h"

#include <QElapsedTimer>
#include <QImage>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

namespace pilothouse {

/// A desktop with a program on it that is used as the model does: through the computer tool.
class ProgramDesk
{
public:
    ProgramDesk()
    {
        m_place.config.accessibility = true;
        auto opened = m_place.open();
        if (!opened)
            return;
        m_desktop = std::move(*opened);
        Display &display = m_desktop->display();
        m_computer = std::make_unique<ComputerTool>(display, display.size(), systemClock(),
                                                    m_secrets, SecretSight());
    }

    bool isOpen() const { return m_desktop != nullptr; }

    Outcome run(const QString &line) { return runInside(m_desktop->sandbox(), line); }
    QString output(const QString &line) { return run(line).output; }

    /// As the model's bash tool would: with open-program, by the name in the menu.
    bool start(const QString &name, const QString &file)
    {
        return run(QStringLiteral("open-program '%1' %2").arg(name, file)).code == 0;
    }

    /// A file of the session's own user.
    bool write(const QString &path, const QByteArray &content)
    {
        return run(QStringLiteral("cd; echo %1 | base64 -d > '%2'")
                       .arg(QString::fromLatin1(content.toBase64()), path))
                   .code == 0;
    }

    bool hasWindow(const QString &title)
    {
        return output(QStringLiteral("xwininfo -root -tree")).contains(title);
    }

    /// Whether the screen has been the same for a second, but for a caret that blinks: as whoever
    /// looks before acting waits for.
    bool isStill()
    {
        const auto seen = QCoro::waitFor(m_desktop->display().capture(true, {}));
        const QImage now = seen ? seen->convertToFormat(QImage::Format_RGB32) : QImage();
        if (changedPixels(m_last, now) > kCaret) {
            m_last = now;
            m_unchanged.start();
        }
        return m_unchanged.hasExpired(1000);
    }

    bool key(const QString &keys) { return act(QStringLiteral("key"), keys); }
    bool type(const QString &text) { return act(QStringLiteral("type"), text); }
    bool click(int x, int y)
    {
        return does(QStringLiteral("left_click"),
                    {{QStringLiteral("coordinate"), QJsonArray{x, y}}});
    }
    /// What the tool does, with all it is told.
    bool does(const QString &action, const QJsonObject &input)
    {
        const ToolCall call{.id = QStringLiteral("1"),
                            .tool = m_computer->name(),
                            .action = action,
                            .input = input};
        return !QCoro::waitFor(m_computer->run(call, {})).isError;
    }
    /// As startInside(): it appears when it appears.
    void launch(const QString &line) { startInside(m_desktop->sandbox(), line); }

    /// What `elements` would tell of the first of that role and name; one without a place: nothing.
    ScreenElement element(const QString &role, const QString &name)
    {
        const auto seen = QCoro::waitFor(m_desktop->elements({}));
        for (const ScreenElement &each : seen ? seen->all : QList<ScreenElement>())
            if (each.role == role && each.name == name)
                return each;
        return {};
    }

    /// What `read_page` would tell of the document in front: its parts in one.
    QString page()
    {
        const auto programs = m_desktop->tellingPrograms();
        if (!programs)
            return programs.error().message;
        const auto seen = QCoro::waitFor(screenPage(**programs, systemClock(), {}));
        QString text = seen ? QString() : seen.error().message;
        for (const PagePiece &piece : seen ? seen->pieces : QList<PagePiece>())
            text += piece.text;
        return text;
    }

    /// Where to look when it failed: a picture of the screen, if PILOTHOUSE_PICTURES names a
    /// folder.
    void keepPicture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
        const auto seen = QCoro::waitFor(m_desktop->display().capture(true, {}));
        if (!folder.isEmpty() && seen)
            seen->save(folder + u'/' + name + QStringLiteral(".png"));
    }

private:
    static constexpr qsizetype kCaret = 200; // pixels

    static qsizetype changedPixels(const QImage &before, const QImage &after)
    {
        if (before.size() != after.size() || after.isNull())
            return kCaret + 1;
        qsizetype changed = 0;
        for (int y = 0; y < after.height(); ++y) {
            const auto *old = reinterpret_cast<const QRgb *>(before.constScanLine(y));
            const auto *now = reinterpret_cast<const QRgb *>(after.constScanLine(y));
            for (int x = 0; x < after.width(); ++x)
                changed += old[x] != now[x] ? 1 : 0;
        }
        return changed;
    }

    bool act(const QString &action, const QString &text)
    {
        return does(action, {{QStringLiteral("text"), text}});
    }

    DesktopPlace m_place;
    const Secrets m_secrets;
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<ComputerTool> m_computer;
    QImage m_last;
    QElapsedTimer m_unchanged;
};

} // namespace pilothouse
