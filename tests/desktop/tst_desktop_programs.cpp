#include "desktop_fixture.h"

#include "sandbox/system_settings.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// What programs of the host find on a desktop, in each sandbox that works here.
class TestDesktopPrograms : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        for (const SandboxMode mode : sandboxesHere()) {
            auto place = std::make_unique<DesktopPlace>(mode);
            auto desktop = place->open();
            VERIFY_OPENED(desktop);
            m_modes.push_back({mode, std::move(place), std::move(*desktop)});
        }
    }
    void cleanupTestCase() { m_modes.clear(); }

    void seesTheSystemsSettingsButForItsSecrets_data() { modes(); }
    void seesTheSystemsSettingsButForItsSecrets()
    {
        const Sandbox &sandbox = current().sandbox();
        const VisibleFiles etc = visibleFiles(u"/etc"_s, {});
        const QString open =
            u"find "_s + etc.open.join(u' ') + u" -xdev -type f -print0 | xargs -0 cat | wc -c"_s;
        const Outcome read = runInside(sandbox, open);
        QVERIFY2(read.complaints.isEmpty(), qPrintable(read.complaints));
        QVERIFY(read.output.toInt() > 10'000);
        QVERIFY(runInside(sandbox, u"ls /etc"_s).output.split(u'\n').contains(u"fstab"_s));
        if (sandbox.mode() == SandboxMode::User)
            return; // only permissions close files there
        for (const QString &path : etc.closed) {
            const Outcome tried = runInside(sandbox, u"ls %1/ || cat %1"_s.arg(path));
            QVERIFY2(tried.output.isEmpty(), qPrintable(path + tried.output));
        }
        QVERIFY(runInside(sandbox, u"ls /opt"_s).code == 0 || !QFile::exists(u"/opt"_s));
    }

    void keepsSettingsThatProgramsChange_data() { modes(); }
    void keepsSettingsThatProgramsChange()
    {
        const QString key = u"org.xfce.mousepad.preferences.view show-line-numbers"_s;
        QCOMPARE(output(u"gsettings set %1 true && gsettings get %1"_s.arg(key)), u"true"_s);
        QVERIFY(output(u"ls ~/.config/dconf"_s).contains(u"user"_s));
    }

    void refusesAtOnceWhatNoServiceOffersHere_data() { modes(); }
    void refusesAtOnceWhatNoServiceOffersHere()
    {
        for (const auto &service :
             {u"org.freedesktop.portal.Desktop"_s, u"org.freedesktop.secrets"_s}) {
            const QString ask = u"timeout 20 dbus-send --session --print-reply --dest=%1 / "
                                "org.freedesktop.DBus.Peer.Ping 2>&1"_s.arg(service);
            const Outcome asked = runInside(current().sandbox(), ask);
            QCOMPARE(asked.code, 1); // 124: it had to be ended
            QVERIFY2(asked.output.contains("org.freedesktop.DBus.Error"_L1),
                     qPrintable(asked.output));
        }
    }

    void hasFoldersForFilesOfEachKind_data() { modes(); }
    void hasFoldersForFilesOfEachKind()
    {
        QCOMPARE(output(u"cd; ls -d D* M* P* T* V* | xargs"_s),
                 u"Desktop Documents Downloads Music Pictures Public Templates Videos"_s);
        QCOMPARE(
            output(u". ~/.config/user-dirs.dirs; touch $XDG_DOCUMENTS_DIR/a && ls ~/Documents"_s),
            u"a"_s);
    }

    void installsForItselfWithPip_data() { modes(); }
    void installsForItselfWithPip()
    {
        const QString wheel =
            u"cd; python3 - <<'END'\n"
            "import zipfile\n"
            "with zipfile.ZipFile('pha-1-py3-none-any.whl', 'w') as w:\n"
            "    d = 'pha-1.dist-info/'\n"
            "    w.writestr('pha.py', 'def main(): print(\"it works\")')\n"
            "    w.writestr(d + 'METADATA', 'Metadata-Version: 2.1\\nName: pha\\nVersion: 1\\n')\n"
            "    w.writestr(d + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\n"
            "Tag: py3-none-any\\n')\n"
            "    w.writestr(d + 'entry_points.txt', '[console_scripts]\\npha = pha:main\\n')\n"
            "    w.writestr(d + 'RECORD', '')\n"
            "END\n"
            "python3 -m pip install --user --quiet --no-index ./pha-1-py3-none-any.whl && pha"_s;
        if (runInside(current().sandbox(), u"python3 -m pip --version"_s).code != 0)
            QSKIP("pip is not installed");
        QCOMPARE(output(wheel), u"it works"_s);
    }

    void installsForItselfWithNpm_data() { modes(); }
    void installsForItselfWithNpm()
    {
        if (runInside(current().sandbox(), u"npm --version"_s).code != 0)
            QSKIP("npm is not installed");
        const QString install =
            u"mkdir -p ~/phb && cd ~/phb && printf '#!/bin/sh\\necho it works\\n' > run && "
            "chmod +x run && echo '{\"name\":\"phb\",\"version\":\"1.0.0\",\"bin\":\"run\"}' > "
            "package.json && npm install --offline --silent -g . >/dev/null && phb"_s;
        QCOMPARE(output(install), u"it works"_s);
        const QString hosts = u"npm config get registry"_s;
        QProcess npm;
        npm.start(u"/bin/sh"_s, {u"-c"_s, u"cd / && "_s + hosts});
        QVERIFY(npm.waitForFinished());
        QCOMPARE(output(hosts), QString::fromUtf8(npm.readAll()).trimmed());
    }

    void opensFilesWithTheProgramForTheirType_data() { modes(); }
    void opensFilesWithTheProgramForTheirType()
    {
        const QString name = u"note.txt"_s;
        const QString file = u"~/Documents/"_s + name;
        runInside(current().sandbox(), u"echo hello > %1"_s.arg(file));
        QCOMPARE(output(u"xdg-mime query default inode/directory"_s), u"pcmanfm.desktop"_s);
        startInside(current().sandbox(), u"xdg-open "_s + file);
        QTRY_VERIFY_WITH_TIMEOUT(hasWindow(name), kPatience);
    }

    void startsProgramsByName_data() { modes(); }
    void startsProgramsByName()
    {
        const QString list = output(u"open-program"_s);
        QVERIFY2(list.contains(u"\torg.xfce.mousepad\n"_s), qPrintable(list));
        QCOMPARE(output(u"open-program no-such-program 2>&1; echo $?"_s).right(1), u"1"_s);
        const QString start =
            u"cd ~/Documents; echo > 'a b.txt'; open-program mousepad 'a b.txt'"_s;
        QCOMPARE(output(start), u"Started: Mousepad"_s);
        QTRY_VERIFY_WITH_TIMEOUT(hasWindow(u"a b.txt"_s), kPatience);
    }

    void hasASoundDeviceThatSaysNothing_data() { modes(); }
    void hasASoundDeviceThatSaysNothing()
    {
        const QString open = u"python3 -c 'import ctypes; a = ctypes.CDLL(\"libasound.so.2\"); "
                             "exit(a.snd_pcm_open(ctypes.byref(ctypes.c_void_p()), b\"default\", "
                             "0, 0) != 0)'"_s;
        if (runInside(current().sandbox(), u"python3 -c 'import ctypes; "
                                           "ctypes.CDLL(\"libasound.so.2\")'"_s)
                .code != 0)
            QSKIP("ALSA is not installed");
        QCOMPARE(output(open + u"; echo $?"_s), u"0"_s);
    }

    void showsNotesOfPrograms()
    {
        if (!QFile::exists(u"/usr/bin/dunst"_s))
            QSKIP("dunst is not installed");
        const QString note =
            u"gdbus call --session --dest org.freedesktop.Notifications --object-path "
            "/org/freedesktop/Notifications --method org.freedesktop.Notifications.Notify "
            "Mail 0 '' 'One new message' 'From Ann' '[]' '{}' 5000"_s;
        QVERIFY2(output(note, 0).startsWith("(uint32 "_L1), qPrintable(output(note, 0)));
        QTRY_VERIFY_WITH_TIMEOUT(
            output(u"xwininfo -root -tree"_s, 0).contains("notif"_L1, Qt::CaseInsensitive) ||
                output(u"xwininfo -root -tree"_s, 0).contains("dunst"_L1, Qt::CaseInsensitive),
            kPatience);
    }

    void runsThemInTheLanguageAndTimeZoneOfTheSession()
    {
        DesktopPlace place;
        place.config.locale = u"C.UTF-8"_s;
        place.config.timeZone = u"Asia/Tokyo"_s;
        const auto desktop = place.open();
        VERIFY_OPENED(desktop);
        const Sandbox &sandbox = (*desktop)->sandbox();
        QCOMPARE(runInside(sandbox, u"date +%z; echo $LANG"_s).output, u"+0900\nC.UTF-8"_s);
    }

    void namesProgramsInTheSessionsLanguage()
    {
        QVERIFY(output(u"LANG=de_DE.UTF-8 open-program"_s, 0).contains(u"Texteditor"_s));
        QVERIFY(output(u"LANG=en_US.UTF-8 open-program"_s, 0).contains(u"Text Editor"_s));
    }

    void offersInstalledProgramsInTheMenu_data() { modes(); }
    void offersInstalledProgramsInTheMenu()
    {
        const QString menu = output(u"program-menu 2>/dev/null"_s);
        QVERIFY2(menu.contains("mousepad"_L1), qPrintable(menu));
        // What stands in for it is started, not what would refuse to start.
        QVERIFY2(!menu.contains("/usr/bin/chromium"_L1), qPrintable(menu));
    }

private:
    struct Open
    {
        SandboxMode mode;
        std::unique_ptr<DesktopPlace> place;
        std::unique_ptr<Desktop> desktop;
        Sandbox &sandbox() const { return desktop->sandbox(); }
    };
    bool hasWindow(const QString &title)
    {
        return output(u"xwininfo -root -tree"_s).contains(title);
    }
    void modes() const
    {
        QTest::addColumn<size_t>("index");
        for (size_t i = 0; i < m_modes.size(); ++i)
            QTest::addRow("%s", qPrintable(name(m_modes[i].mode))) << i;
    }
    const Open &current()
    {
        QFETCH(size_t, index);
        return m_modes[index];
    }
    QString output(const QString &line) { return output(line, currentIndex()); }
    QString output(const QString &line, size_t index)
    {
        const Outcome outcome = runInside(m_modes[index].sandbox(), line);
        return outcome.code == 0 ? outcome.output : outcome.output + outcome.complaints;
    }
    size_t currentIndex()
    {
        QFETCH(size_t, index);
        return index;
    }

    std::vector<Open> m_modes;
};

QTEST_GUILESS_MAIN(TestDesktopPrograms)
#include "tst_desktop_programs.moc"
