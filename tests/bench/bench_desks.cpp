// What it costs to keep the files of a session, beside packing them with tar and zstd.
#include "bench_table.h"

#include "sandbox/desks/saved_files.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const SessionId kBenched{u"benched"_s};

/// `files` of `size` bytes, of noise or of text.
void fill(const QString &folder, int files, qsizetype size, bool isText)
{
    QDir().mkpath(folder);
    QByteArray bytes(size, 'a');
    for (int i = 0; i < files; ++i) {
        for (qsizetype at = 0; at + 8 <= size; at += isText ? 64 : 8) {
            const quint64 word = QRandomGenerator::global()->generate64();
            memcpy(bytes.data() + at, &word, sizeof word);
        }
        QFile file(folder + u"/f%1"_s.arg(i));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
}

double packedMs(const QString &home, const QString &into)
{
    return medianMs(3, [&] {
        QProcess::execute(u"tar"_s,
                          {u"-C"_s, home, u"-I"_s, u"zstd -1 -T0"_s, u"-cf"_s, into, u"."_s});
    });
}

void measure(const char *name, const DesktopConfig &config)
{
    const QString home = config.homesDir + u'/' + kBenched.value;
    const double packed = packedMs(home, config.homesDir + u"/packed"_s);
    Result<TreeFacts> saved;
    int number = 0;
    const auto save = [&](const std::optional<FormerSave> &former) {
        saved = saveFiles(config, kBenched, snapshotPlace(kBenched, QString::number(number++)),
                          former, 0);
    };
    std::printf("%s\n", name);
    printRow(u"first snapshot"_s, medianMs(3, [&] { save({}); }), packed);
    const FormerSave former{snapshotPlace(kBenched, u"2"_s),
                            QDateTime::currentDateTimeUtc().addSecs(3600)};
    printRow(u"look, nothing has changed"_s,
             medianMs(3, [&] { (void)surveyFiles(config, kBenched); }), packed);
    fill(home + u"/changed"_s, 5, 1 << 20, false);
    printRow(u"5 MB have changed"_s, medianMs(3, [&] { save(former); }), packed);
    const QString last = snapshotPlace(kBenched, QString::number(number - 1));
    const double back =
        medianMs(3, [&] { (void)bringFiles(config, last, saved->digest, kBenched); });
    printRow(u"put back, or begin a session with it"_s, back, packed);
}

} // namespace

int main()
{
    std::printf("%-46s %12s %12s %10s\n", "files of a session", "kept", "tar, zstd -1", "ratio");
    for (const bool isText : {false, true}) {
        const QTemporaryDir folder(QDir::currentPath() + u"/bench-desks-XXXXXX"_s);
        DesktopConfig config;
        config.homesDir = folder.filePath(u"homes"_s);
        config.savedDir = folder.filePath(u"saved"_s);
        const QString home = config.homesDir + u'/' + kBenched.value;
        fill(home, 100, 5 << 20, isText);
        measure(isText ? "500 MB in 100 files, compressible" : "500 MB in 100 files, noise",
                config);
        fill(home + u"/many"_s, 10'000, 4096, isText);
        measure("the same and 10,000 small files", config);
    }
    return 0;
}
