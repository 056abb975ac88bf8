#pragma once

#include "agent/session_registry.h"
#include "store/database.h"
#include "support/fake_clock.h"
#include "support/fake_workbench.h"
#include "support/scripted_model.h"

#include <QDir>
#include <QTemporaryDir>

namespace pilothouse {

/// Everything a session needs, with a real journal, a scripted model and fake tools.
struct AgentFixture
{
    explicit AgentFixture(QList<ScriptedReply> script) : model(std::move(script)) {}

    /// In memory where that is to be had: that what is stored survives is tested in tests/store.
    static QString folderTemplate()
    {
        const QString memory = QStringLiteral("/dev/shm");
        const bool isThere = QFileInfo(memory).isWritable();
        return (isThere ? memory : QDir::tempPath()) + QStringLiteral("/pilothouse-test-XXXXXX");
    }

    static std::unique_ptr<Database> openDatabase(const QTemporaryDir &folder, const Clock &clock)
    {
        StoreConfig config;
        config.databaseUrl = QStringLiteral("sqlite:///") + folder.filePath(QStringLiteral("db"));
        config.dataDir = folder.path();
        config.busyTimeout = std::chrono::milliseconds(300);
        auto opened = Database::open(config, clock);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        return *std::move(opened);
    }

    /// `other`: instead of the scripted model; outlives the sessions.
    SessionParts services(ModelClient *other = nullptr)
    {
        return {.journal = journal,
                .blobs = blobs,
                .sessions = sessions,
                .model = other ? *other : static_cast<ModelClient &>(model),
                .clock = clock,
                .workbench = benches.factory(),
                .secrets = secrets,
                .approvalTimeout = std::chrono::milliseconds(200)};
    }

    /// The kinds of all stored events of `session`, in order.
    QStringList kinds(const SessionId &session)
    {
        QStringList names;
        const auto events = journal.events(session);
        for (const Event &event : *events)
            names.append(kindOf(event.body));
        return names;
    }

    template <typename Body> QList<Body> bodies(const SessionId &session)
    {
        QList<Body> found;
        const auto events = journal.events(session);
        for (const Event &event : *events)
            if (const auto *body = std::get_if<Body>(&event.body))
                found.append(*body);
        return found;
    }

    QTemporaryDir folder{folderTemplate()};
    FakeClock clock;
    std::unique_ptr<Database> database = openDatabase(folder, clock);
    Journal journal{*database, clock};
    SessionStore sessions{*database};
    BlobStore blobs = *BlobStore::open(folder.filePath(QStringLiteral("blobs")));
    SecretVault secrets;
    ScriptedModel model;
    FakeWorkbenches benches;
};

} // namespace pilothouse
