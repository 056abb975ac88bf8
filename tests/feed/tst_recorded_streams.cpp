// What viewers are told in whole sessions, compared with tests/fixtures/protocol: the same files
// are what the page's tests read, so neither side can change alone. With PILOTHOUSE_RECORD=1 in
// the environment the files are written anew. Long: a scene for each file.
#include "recorded_session.h"
#include "support/unit_test.h"

#include <QFile>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArrayList task()
{
    const QJsonObject file{{u"path"_s, u"notes.txt"_s}, {u"file_text"_s, u"secret"_s}};
    const ToolCall create{
        .id = u"e1"_s, .name = u"edit"_s, .tool = u"edit"_s, .action = u"create"_s, .input = file};
    const QJsonArray region{600, 300, 700, 500};
    RecordedSession it(
        {{.text = u"I look at the screen."_s,
          .thinking = u"A click, then the password."_s,
          .toolCalls = {onScreen(u"c1"_s, u"screenshot"_s), click(u"c2"_s),
                        onScreen(u"c3"_s, u"type"_s, {{u"text"_s, u"hunter2"_s}}),
                        onScreen(u"c4"_s, u"key"_s, {{u"text"_s, u"ctrl+s"_s}}),
                        onScreen(u"c5"_s, u"zoom"_s, {{u"region"_s, region}})}},
         {.toolCalls = {inShell(u"b1"_s, u"ls\nwc -l *"_s), inShell(u"b2"_s, u"true"_s), create,
                        inShell(u"b3"_s, u"cat none"_s)}},
         {.text = u"Done: it is a **terminal**."_s}});
    it.outcomes = {
        {u"c2"_s, {.text = u"Clicked."_s, .details = {{u"settled"_s, true}, {u"waited_ms"_s, 80}}}},
        {u"b1"_s,
         {.text = u"notes.txt\n"_s, .details = {{u"exit_code"_s, 0}, {u"silent"_s, false}}}},
        {u"b2"_s,
         {.text = u"[The command finished without output.]"_s,
          .details = {{u"exit_code"_s, 0}, {u"silent"_s, true}}}},
        {u"b3"_s, toolError(u"No such file."_s)}};
    it.say(u"Look around"_s);
    QList<EventBody> title;
    title.append(TitleChanged{u"A look around"_s});
    QCoro::waitFor(it.fixture.journal.append(it.session->id(), title));
    return it.frames();
}

QByteArrayList approvals()
{
    SessionOptions options;
    options.approval = ApprovalPolicy::All;
    const QJsonObject typed{{u"text"_s, u"rm -rf /"_s}};
    RecordedSession it(
        {{.toolCalls = {click(u"c1"_s), inShell(u"b1"_s, u"ls"_s),
                        onScreen(u"c2"_s, u"type"_s, typed), inShell(u"b2"_s, u"sleep 9"_s)}}},
        options);
    const auto decide = [&it](int number, ApprovalDecided decision) {
        it.until(u"approval_request"_s, number);
        decision.by = u"browser"_s;
        must(it.session->decide(decision));
    };
    must(it.session->submit(u"Tidy up"_s));
    decide(1, {.toolUseId = u"c1"_s, .decision = Decision::Allow, .remember = true});
    decide(2, {.toolUseId = u"b1"_s, .decision = Decision::Deny, .note = u"Not today"_s});
    decide(3, {.toolUseId = u"c2"_s,
               .decision = Decision::Edit,
               .input = {{u"text"_s, u"rm -i /tmp/a"_s}}});
    it.until(u"approval_request"_s, 4);
    it.fixture.clock.advance(15min); // nobody answers
    it.until(u"completed"_s);
    return it.frames();
}

QByteArrayList stop()
{
    RecordedSession it({{.toolCalls = {inShell(u"b1"_s, u"sleep 60"_s), click(u"c1"_s)}}});
    it.held = u"b1"_s;
    must(it.session->submit(u"Wait"_s));
    it.untilCalled(1);
    it.fixture.clock.advance(3s);
    it.session->interrupt();
    it.until(u"completed"_s);
    return it.frames();
}

QByteArrayList wheel()
{
    const WheelPerson ann{.viewer = u"secret"_s, .name = u"Ann"_s};
    RecordedSession it({{.toolCalls = {click(u"c1"_s), inShell(u"b1"_s, u"ls"_s)}},
                        {.toolCalls = {click(u"c2"_s)}}});
    it.held = u"c1"_s;
    must(it.session->submit(u"Click"_s));
    it.untilCalled(1);
    must(it.session->takeWheel(ann));
    it.until(u"status"_s, 2); // paused
    it.fixture.clock.advance(7s);
    must(it.session->wheel().handBack(ann.viewer));
    it.until(u"completed"_s);
    return it.frames();
}

QByteArrayList error()
{
    const Error unreachable{Errc::Unavailable, u"The model cannot be reached. Try again."_s};
    RecordedSession it({{.text = u"I begin."_s, .toolCalls = {inShell(u"b1"_s, u"ls"_s)}},
                        {.error = unreachable}});
    it.say(u"Begin"_s);
    return it.frames();
}

QByteArrayList budget()
{
    SessionOptions options;
    options.budget.maxSteps = 1;
    RecordedSession it({{.toolCalls = {inShell(u"b1"_s, u"ls"_s)}}}, options);
    it.say(u"Go on and on"_s);
    return it.frames();
}

QByteArrayList pauseAndResume()
{
    RecordedSession it({{.toolCalls = {inShell(u"b1"_s, u"ls"_s)}}, {.text = u"Done."_s}});
    it.held = u"b1"_s;
    must(it.session->submit(u"List"_s));
    it.untilCalled(1);
    must(it.session->pause());
    it.goOn.wake();
    it.until(u"completed"_s);
    must(it.session->resume());
    it.until(u"completed"_s, 2);
    return it.frames();
}

QByteArrayList summary()
{
    RecordedSession it({{.toolCalls = {inShell(u"b1"_s, u"ls"_s)}},
                        {.error = Error{Errc::TooLarge, u"Too large."_s}},
                        {.text = u"The user wants a list; it is half done."_s},
                        {.text = u"All is listed."_s}});
    it.say(u"List everything"_s);
    return it.frames();
}

// Half a reply, told; then the rest once the test says so.
QCoro::Task<> sayInTwo(RecordedSession *it, ProgressSink tell, std::stop_token stop,
                       ModelProgress first, QList<ModelProgress> rest)
{
    tell(first);
    it->isHalfSaid = true;
    co_await it->goOn.wait(stop, 1h);
    for (const ModelProgress &progress : rest)
        tell(progress);
}

// The feed joins what comes within 50 ms.
void tellHalf(RecordedSession &it)
{
    QTRY_VERIFY(it.isHalfSaid);
    it.fixture.clock.advance(50ms);
    it.until(u"text_delta"_s);
}

QByteArrayList retry()
{
    RecordedSession *self = nullptr;
    const Retrying again{.attempt = 2, .delay = 1000ms, .reason = u"The model is overloaded."_s};
    RecordedSession it(
        {{.text = u"Good day."_s, .progress = [&](ProgressSink tell, std::stop_token stop) {
              return sayInTwo(self, tell, stop, TextDelta{u"Half a"_s},
                              {again, TextDelta{u"Good day."_s}});
          }}});
    self = &it;
    must(it.session->submit(u"Hello"_s));
    tellHalf(it);
    it.goOn.wake();
    it.until(u"completed"_s);
    return it.frames();
}

// What a viewer gets who comes when half of a reply is told.
QByteArrayList reconnect()
{
    RecordedSession *self = nullptr;
    RecordedSession it(
        {{.text = u"Good day."_s, .progress = [&](ProgressSink tell, std::stop_token stop) {
              return sayInTwo(self, tell, stop, TextDelta{u"Good "_s}, {TextDelta{u"day."_s}});
          }}});
    self = &it;
    must(it.session->submit(u"Hello"_s));
    tellHalf(it);
    it.beginAnew();
    it.goOn.wake();
    it.until(u"completed"_s);
    return it.frames();
}

// A list keeps two hosts out; a person allows one of them.
QByteArrayList egress()
{
    const SessionOptions options{.egress = {EgressMode::List, {u"deb.debian.org"_s}}};
    RecordedSession it({{.toolCalls = {inShell(u"b1"_s, u"curl https://example.com"_s)}},
                        {.text = u"example.com cannot be reached."_s},
                        {.toolCalls = {inShell(u"b2"_s, u"curl https://example.com"_s)}},
                        {.text = u"Now it can."_s}},
                       options);
    it.held = u"b1"_s;
    must(it.session->submit(u"Fetch the page"_s));
    it.untilCalled(1);
    for (int i = 0; i < 3; ++i) // as programs do
        emit it.fixture.benches.last->egressRefused({.host = u"example.com"_s});
    emit it.fixture.benches.last->egressRefused({.host = u"192.0.2.7"_s, .port = 443});
    it.goOn.wake();
    it.until(u"completed"_s);
    QList<EventBody> allowed;
    allowed.append(EgressAllowed{.host = u"example.com"_s, .by = u"ann"_s});
    QCoro::waitFor(it.fixture.journal.append(it.session->id(), allowed));
    it.session->allowHost(u"example.com"_s);
    it.say(u"Try again"_s);
    return it.frames();
}

void store(RecordedSession &it, EventBody body)
{
    QList<EventBody> bodies;
    bodies.append(std::move(body));
    QCoro::waitFor(it.fixture.journal.append(it.session->id(), std::move(bodies)));
}

// A person raises the budget, lets it be asked about, does not want to be asked again, and does.
QByteArrayList settings()
{
    SessionOptions options;
    options.budget.maxCostUsd = 0.01;
    RecordedSession it({{.toolCalls = {inShell(u"b1"_s, u"ls"_s)}},
                        {.toolCalls = {inShell(u"b2"_s, u"ls"_s), inShell(u"b3"_s, u"ls"_s)}}},
                       options);
    it.say(u"List"_s);
    store(it, SettingsChanged{
                  .by = u"ann"_s, .approval = ApprovalPolicy::Sensitive, .maxCostUsd = 0.5});
    must(it.session->resume());
    it.until(u"approval_request"_s);
    must(it.session->decide(
        {.toolUseId = u"b2"_s, .decision = Decision::Allow, .by = u"ann"_s, .remember = true}));
    it.until(u"completed"_s, 2);
    store(it, GrantChanged{.grant = {u"bash"_s, u"run"_s}, .by = u"ann"_s, .isGranted = false});
    return it.frames();
}

// What was told of a reply stays when somebody stops it.
QByteArrayList stoppedReply()
{
    RecordedSession *self = nullptr;
    RecordedSession it({{.progress =
                             [&](ProgressSink tell, std::stop_token stop) {
                                 tell(ThinkingDelta{u"A story, then."_s});
                                 return sayInTwo(self, tell, stop, TextDelta{u"Once upon a"_s}, {});
                             }},
                        {.text = u"time."_s}});
    self = &it;
    must(it.session->submit(u"Write a story"_s));
    tellHalf(it);
    it.session->interrupt();
    it.until(u"completed"_s);
    must(it.session->submit(u"Go on"_s));
    it.until(u"completed"_s, 2);
    return it.frames();
}

// Somebody sends a picture with their words.
QByteArrayList pictures()
{
    RecordedSession it({{.text = u"A red square."_s}});
    const auto blob = QCoro::waitFor(it.fixture.blobs.put("a red square"));
    const ImageRef red{.blob = *blob, .mediaType = u"image/png"_s, .size = {640, 400}};
    must(it.session->submit(u"What is this?"_s, {}, {}, {red}));
    it.until(u"completed"_s);
    return it.frames();
}

using Scene = QByteArrayList (*)();

QByteArrayList stored(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().trimmed().split('\n');
}

} // namespace

Q_DECLARE_METATYPE(Scene)

class TestRecordedStreams : public QObject
{
    Q_OBJECT
private slots:
    void viewersAreToldWhatIsRecorded_data()
    {
        QTest::addColumn<Scene>("scene");
        QTest::newRow("task") << Scene(task);
        QTest::newRow("approvals") << Scene(approvals);
        QTest::newRow("stop") << Scene(stop);
        QTest::newRow("stopped_reply") << Scene(stoppedReply);
        QTest::newRow("wheel") << Scene(wheel);
        QTest::newRow("error") << Scene(error);
        QTest::newRow("budget") << Scene(budget);
        QTest::newRow("pause_and_resume") << Scene(pauseAndResume);
        QTest::newRow("summary") << Scene(summary);
        QTest::newRow("egress") << Scene(egress);
        QTest::newRow("settings") << Scene(settings);
        QTest::newRow("retry") << Scene(retry);
        QTest::newRow("pictures") << Scene(pictures);
        QTest::newRow("reconnect") << Scene(reconnect);
    }
    void viewersAreToldWhatIsRecorded()
    {
        QFETCH(Scene, scene);
        const QString path = QStringLiteral(PILOTHOUSE_FIXTURES "/protocol/%1.jsonl")
                                 .arg(QString::fromLatin1(QTest::currentDataTag()));

        const QByteArrayList frames = scene();

        if (qEnvironmentVariableIsSet("PILOTHOUSE_RECORD")) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(frames.join('\n') + '\n'));
        }
        const QByteArrayList recorded = stored(path);
        for (qsizetype i = 0; i < qMin(frames.size(), recorded.size()); ++i)
            QCOMPARE(frames.at(i), recorded.at(i));
        QCOMPARE(frames.size(), recorded.size());
    }
};

PILOTHOUSE_UNIT_TEST(TestRecordedStreams)
#include "tst_recorded_streams.moc"
