#include "pages/shared_page.h"

#include "access/local_target.h"
#include "pages/page_store.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kPageName = u"shared.html"_s;
const QString kPageScript = u"shared_main.js"_s;

} // namespace

SharedPage::SharedPage()
{
    const PageFiles files = pageFiles();
    m_page = files.filledIn(pageBytes(kPageName).value_or(QByteArray()));
    m_files.insert(u"icon.svg"_s);
    for (const QString &source : {kPageScript, u"theme.js"_s, u"page.css"_s}) {
        m_files.insert(u"app/"_s + files.fileOf(source));
        for (const QString &file : files.reachedFrom(source))
            m_files.insert(u"app/"_s + file);
    }
}

void SharedPage::show(Exchange &exchange, const QByteArray &link,
                      const HttpFields &extraFields) const
{
    QByteArray page = m_page;
    const QByteArray root = wayUp(exchange.head().path) + "shared/" + link + '/';
    page.replace("{{root}}", root);
    exchange.send(200, page, "text/html; charset=utf-8", extraFields);
}

void SharedPage::showFile(Exchange &exchange, const QString &name) const
{
    const auto bytes = m_files.contains(name) ? pageBytes(name) : std::nullopt;
    if (bytes)
        sendPageFile(exchange, *bytes, name);
    else
        exchange.fail(404);
}

} // namespace pilothouse
