#include "rules_draft.h"

#include "demo/model_traits.h"
#include "support/unit_test.h"

#include <QFile>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

void transportRows()
{
    plain("content-type", "missing", {u"@content-type:"_s});
    plain("content-type", "other", {u"@content-type: text/plain"_s});
    plain("", "charset", {u"@content-type: application/json; charset=utf-8"_s});
    plain("version", "missing", {u"@anthropic-version:"_s});
    plain("version", "unknown", {u"@anthropic-version: 2026-01-01"_s});
    plain("", "old version", {u"@anthropic-version: 2023-06-01"_s});
    plain("credential", "none", {u"@x-api-key:"_s});
    plain("", "bearer", {u"@x-api-key:"_s, u"@authorization: Bearer k"_s});
    plain("beta", "unknown flag", {u"@anthropic-beta: computer-use-2099-01-01"_s});
    plain("", "two known flags",
          {u"@anthropic-beta: context-management-2025-06-27, compact-2026-01-12"_s});
    plain("encoding", "gzip", {u"@content-encoding: gzip"_s});
}

void envelopeRows()
{
    for (const QString &field : {u"model"_s, u"max_tokens"_s, u"messages"_s})
        plain("required", qPrintable(field), {u"- "_s + field});
    plain("model", "unknown", {u"model = 'gpt'"_s});
    plain("", "dated id", {u"model = 'claude-opus-4-8-20260101'"_s});
    plain("unknown-field", "top level", {u"frobnicate = 1"_s});
    for (const QString &field : {u"temperature"_s, u"top_p"_s, u"top_k"_s}) {
        plain("unknown-field", qPrintable(field), {field + u" = 1"_s});
        plain("", qPrintable(field + u" in the old version"_s),
              {field + u" = 1"_s, u"@anthropic-version: 2023-06-01"_s});
    }
    plain("beta-field", "context management", {u"context_management = {'edits':[]}"_s});
    plain("", "context management with its flag",
          {u"context_management = {'edits':[{'type':'clear_tool_uses_20250919'}]}"_s,
           u"@anthropic-beta: context-management-2025-06-27"_s});
    plain("thread", "one that goes on",
          {u"thread = {'type':'continue','previous_message_id':'m'}"_s,
           u"@anthropic-beta: message-threads-2026-08-12"_s});
    plain("", "a new thread",
          {u"thread = {'type':'create'}"_s, u"@anthropic-beta: message-threads-2026-08-12"_s});
    plain("context-edits", "unknown edit",
          {u"context_management = {'edits':[{'type':'forget'}]}"_s,
           u"@anthropic-beta: context-management-2025-06-27"_s});
    plain(
        "context-edits", "thinking not first",
        {u"context_management = {'edits':[{'type':'clear_tool_uses_20250919'},{'type':'clear_thinking_20251015'}]}"_s,
         u"@anthropic-beta: context-management-2025-06-27"_s});
    plain("max-tokens", "beyond the model", {u"max_tokens = 128001"_s});
    plain("max-tokens", "no whole number", {u"max_tokens = 1.5"_s});
    plain("", "all the model gives", {u"max_tokens = 128000"_s});
    plain("types", "stream is no flag", {u"stream = 'yes'"_s});
    plain("types", "tier", {u"service_tier = 'priority'"_s});
    plain("", "plain fields",
          {u"stream = true"_s, u"service_tier = 'auto'"_s, u"metadata = {'user_id':'u'}"_s,
           u"stop_sequences = ['x']"_s});
    plain("messages", "none", {u"messages = []"_s});
    plain("empty-text", "in system", {u"system = [{'type':'text','text':' '}]"_s});
    plain("system", "a picture", {u"system = [{'type':'image'}]"_s});
}

// Long: a table.
void toolRows()
{
    plain("unknown-field", "toolset with a name", {u"tools.0.name = 'computer'"_s});
    plain("unknown-field", "toolset with a size", {u"tools.0.display_width_px = 1280"_s});
    plain("unknown-field", "unknown member", {u"tools.0.configs = {'fly':{'enabled':false}}"_s});
    plain("unknown-field", "strict member", {u"tools.0.configs = {'key':{'strict':true}}"_s});
    plain("", "member switched off", {u"tools.0.configs = {'zoom':{'enabled':false}}"_s});
    plain("toolset-configs", "unequal defer_loading",
          {u"tools.0.configs = {'key':{'defer_loading':true}}"_s});
    QStringList off;
    for (const QString &member :
         {u"screenshot"_s, u"zoom"_s, u"left_click"_s, u"right_click"_s, u"middle_click"_s,
          u"double_click"_s, u"triple_click"_s, u"left_click_drag"_s, u"mouse_move"_s, u"scroll"_s,
          u"left_mouse_down"_s, u"left_mouse_up"_s, u"type"_s, u"key"_s, u"hold_key"_s, u"wait"_s,
          u"cursor_position"_s})
        off << u"tools.0.configs.%1.enabled = false"_s.arg(member);
    plain("toolset-configs", "all off", off);
    plain("tool-model", "toolset on an older model", {u"model = 'claude-opus-4-6'"_s});
    plain("tool-conflict", "two toolsets", {u"tools.2 = {'type':'computer_toolset_20260801'}"_s});
    plain("tool-conflict", "another computer",
          {u"tools.2 = {'name':'computer','input_schema':{'type':'object'}}"_s});
    plain(
        "tool-conflict", "old tool beside the toolset",
        {u"tools.2 = {'type':'computer_20251124','name':'computer','display_width_px':1,'display_height_px':1}"_s,
         u"@anthropic-beta: computer-use-2025-11-24"_s});
    plain("toolset-beta", "fine-grained streaming",
          {u"@anthropic-beta: fine-grained-tool-streaming-2025-05-14"_s});
    old("", "with its flag", {});
    old("tool-beta", "without its flag", {u"@anthropic-beta:"_s});
    old("tool-display", "no width", {u"- tools.0.display_width_px"_s});
    old("tool-name", "other name", {u"tools.0.name = 'screen'"_s});
    old("unknown-field", "zoom in the older one", {u"tools.0.enable_zoom = true"_s});
    old("tool-model", "newer tool on an older model",
        {u"tools.0.type = 'computer_20251124'"_s, u"@anthropic-beta: computer-use-2025-11-24"_s});
    old("", "newer tool on its model",
        {u"model = 'claude-opus-4-6'"_s, u"tools.0.type = 'computer_20251124'"_s,
         u"tools.0.enable_zoom = true"_s, u"@anthropic-beta: computer-use-2025-11-24"_s});
    plain("tool-type", "unknown", {u"tools.1.type = 'bash_2030'"_s});
    plain("tool-name", "shell by another name", {u"tools.1.name = 'sh'"_s});
    plain("tool-name", "custom with a space",
          {u"tools.1 = {'name':'a b','input_schema':{'type':'object'}}"_s});
    plain("tool-schema", "custom without a schema", {u"tools.1 = {'name':'ab'}"_s});
    plain("", "custom",
          {u"tools.1 = {'name':'ab','description':'d','input_schema':{'type':'object'}}"_s});
    plain(
        "", "editor",
        {u"tools.1 = {'type':'text_editor_20250728','name':'str_replace_based_edit_tool','max_characters':10000}"_s});
    plain(
        "unknown-field", "older editor with max_characters",
        {u"tools.1 = {'type':'text_editor_20250429','name':'str_replace_based_edit_tool','max_characters':10000}"_s});
    plain("tool-choice", "unknown", {u"tool_choice = {'type':'maybe'}"_s});
    plain("tool-choice", "without tools", {u"tool_choice = {'type':'auto'}"_s, u"tools = []"_s});
    plain("tool-choice", "a toolset", {u"tool_choice = {'type':'tool','name':'computer'}"_s});
    plain("", "a tool", {u"tool_choice = {'type':'tool','name':'bash'}"_s});
    plain("forced-tool-choice", "where the model refuses",
          {u"model = 'claude-opus-5-5'"_s, u"tool_choice = {'type':'any'}"_s});
    plain("", "auto, one at a time",
          {u"model = 'claude-opus-5-5'"_s,
           u"tool_choice = {'type':'auto','disable_parallel_tool_use':true}"_s});
}

void thinkingRows()
{
    plain("", "adaptive", {u"thinking = {'type':'adaptive','display':'summarized'}"_s});
    plain("thinking", "budget on a newer model",
          {u"thinking = {'type':'enabled','budget_tokens':2000}"_s});
    plain("thinking", "off where it is always on",
          {u"model = 'claude-opus-5-5'"_s, u"thinking = {'type':'disabled'}"_s});
    plain("thinking", "off where it can be off between tools only",
          {u"model = 'claude-sonnet-5-5'"_s, u"thinking = {'type':'disabled'}"_s});
    plain("thinking", "unknown display", {u"thinking = {'type':'adaptive','display':'all'}"_s});
    plain("thinking", "display with disabled",
          {u"thinking = {'type':'disabled','display':'omitted'}"_s});
    plain("unknown-field", "in thinking", {u"thinking = {'type':'adaptive','budget':1}"_s});
    old("", "budget", {u"thinking = {'type':'enabled','budget_tokens':1024}"_s});
    old("thinking", "small budget", {u"thinking = {'type':'enabled','budget_tokens':1023}"_s});
    old("thinking", "budget of max_tokens",
        {u"thinking = {'type':'enabled','budget_tokens':4096}"_s});
    old("thinking", "adaptive on an older model", {u"thinking = {'type':'adaptive'}"_s});
    old("effort", "on a model without", {u"output_config = {'effort':'low'}"_s});
    plain("", "effort", {u"output_config = {'effort':'xhigh'}"_s});
    plain("effort", "unknown effort", {u"output_config = {'effort':'extreme'}"_s});
    plain(
        "effort", "xhigh on 4.6",
        {u"model = 'claude-opus-4-6'"_s, u"tools = []"_s, u"output_config = {'effort':'xhigh'}"_s});
    plain("effort", "most effort without thinking",
          {u"model = 'claude-haiku-5-5'"_s, u"thinking = {'type':'disabled'}"_s,
           u"output_config = {'effort':'max'}"_s});
    plain("unknown-field", "task budget without its flag",
          {u"output_config = {'task_budget':{}}"_s});
    round("signature", "none",
          {u"messages.1.content.0 = {'type':'thinking','thinking':'x','signature':''}"_s});
    round("", "of another model",
          {u"messages.1.content.0 = {'type':'thinking','thinking':'x','signature':'RXJYMTIz'}"_s});
}

} // namespace

class TestDemoRulesRequest : public QObject
{
    Q_OBJECT
private slots:
    void knowsEachFieldOfEachModel()
    {
        QFile file(u":/pilothouse/models/demo_traits.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray rows = parseJsonObject(file.readAll()).value()["models"_L1].toArray();
        QCOMPARE(rows.size(), allModelTraits().size());
        const QStringList fields = rows.at(0).toObject().keys();
        QCOMPARE(fields.size(), 14);
        for (const QJsonValue &row : rows) {
            QCOMPARE(row.toObject().keys(), fields);
            QVERIFY(modelTraits(row["id"_L1].toString())->maxOutputTokens > 0);
        }
    }

    void findsWhatTheApiWouldRefuse_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QStringList>("edits");
        transportRows();
        envelopeRows();
        toolRows();
        thinkingRows();
    }
    void findsWhatTheApiWouldRefuse()
    {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, rule);
        QFETCH(QStringList, edits);
        const QByteArrayList broken = rulesBroken(drafted(base, edits));
        if (rule.isEmpty())
            QCOMPARE(broken, QByteArrayList());
        else
            QVERIFY2(broken.contains(rule), broken.join(' ').constData());
    }

    void findsBrokenText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("rule");
        QTest::newRow("pair") << QByteArray("\\ud83d\\ude00") << QByteArray();
        QTest::newRow("escaped backslash") << QByteArray("\\\\ud83d") << QByteArray();
        QTest::newRow("high alone") << QByteArray("\\ud83d") << QByteArray("surrogate");
        QTest::newRow("low alone") << QByteArray("\\ude00x") << QByteArray("surrogate");
        QTest::newRow("high twice") << QByteArray("\\ud83d\\ud83d") << QByteArray("surrogate");
        QTest::newRow("no UTF-8") << QByteArray("\xED\xA0\x80") << QByteArray("json");
    }
    void findsBrokenText()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, rule);
        DemoRequest request = drafted(kPlain, {});
        request.body.replace("\"hi\"", QByteArray('"' + text + '"'));
        QCOMPARE(rulesBroken(request).value(0), rule);
    }

    void refusesABodyOf32Megabytes()
    {
        DemoRequest request = drafted(kPlain, {});
        request.body.replace("\"hi\"", QByteArray('"' + QByteArray(32'000'000, 'a') + '"'));
        const QList<Violation> found = checkRequest(request);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().status, 413);
    }

    void countsTokensWithoutMaxTokens()
    {
        DemoRequest request = drafted(kPlain, {u"- max_tokens"_s});
        request.path = "/v1/messages/count_tokens";
        QCOMPARE(rulesBroken(request), QByteArrayList());
        request.body = drafted(kPlain, {}).body;
        QCOMPARE(rulesBroken(request), QByteArrayList{"unknown-field"});
    }
};

PILOTHOUSE_UNIT_TEST(TestDemoRulesRequest)
#include "tst_demo_rules_request.moc"
