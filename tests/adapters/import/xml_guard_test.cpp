#include "adapters/import/xml_guard.hpp"

#include <catch2/catch.hpp>

using namespace makegood::import;

namespace {

std::string nested(std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
}

}  // namespace

TEST_CASE("XML that could hurt a parser never reaches one") {
    const XmlLimits limits{.depth_max = 5, .elements_max = 20, .document_bytes_max = 1000};
    struct Case {
        std::string xml;
        const char* found;  // part of it; nullptr: nothing is wrong
        const char* why;
    };
    const Case cases[] = {
        {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c --><a b='1'>x &amp; &#xE9;<c/></a>\n", nullptr, "plain"},
        {"\xEF\xBB\xBF<a>\xC3\xA9</a>", nullptr, "a byte order mark"},
        {"<?xml version='1.0' encoding='us-ascii'?><a/>", nullptr, "ASCII is UTF-8"},
        {"<a><![CDATA[<!DOCTYPE & <b>]]></a>", nullptr, "text that only looks like markup"},
        {"<a b='>'/>", nullptr, "a greater-than in an attribute is text"},
        {"<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;\">]><a>&m;</a>", "a DOCTYPE", "a billion laughs"},
        {"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "a DOCTYPE", "an external subset"},
        {"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "a DOCTYPE", "an external entity"},
        {"<!ENTITY x 'y'><a/>", "a markup declaration", "an entity without a DOCTYPE"},
        {"<a>&x;</a>", "a reference", "an entity that nobody defined"},
        {"<a b='&x;'/>", "a reference", "the same in an attribute"},
        {"<a>&#0;</a>", "a reference", "NUL, by reference"},
        {"<a>&#xD800;</a>", "a reference", "half a surrogate pair"},
        {"<a>AT&T</a>", "a reference", "an ampersand that should be &amp;"},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "the encoding \"ISO-8859-1\"", "said before it is misread"},
        {std::string("\xFF\xFE<\0a\0/\0>\0", 10), "UTF-16", "another encoding"},
        {"<a>\xFF</a>", "bytes that are not UTF-8", "Latin-1 that says nothing"},
        {"<a>\xED\xA0\x80</a>", "bytes that are not UTF-8", "an encoded surrogate"},
        {"<a>\x01</a>", "a control character", "XML has no such character"},
        {nested(5), nullptr, "as deep as allowed"},
        {nested(6), "elements nested deeper than 5", "deeper"},
        {"<a>" +
             [] {
                 std::string b;
                 for (int i = 0; i < 20; ++i) b += "<b/>";
                 return b;
             }() +
             "</a>",
         "more than 20 elements", "wide instead of deep"},
        {"<a>" + std::string(1000, 'x') + "</a>", "1007 bytes", "too long"},
        {"<a><b>", "the end of the document inside 2 open elements", "cut off between tags"},
        {"<a b='1", "a tag that never ends", "cut off in a tag"},
        {"<a>x<!-- ", "a comment that never ends", "cut off in a comment"},
        {"<a/><b/>", "a second root element", "two documents in one"},
        {"<a/>tail", "text outside the root element", "rubbish behind"},
        {"</a>", "a closing tag without its opening one", "upside down"},
        {"<?xml version='1.0'?>", "no element", "only a declaration"},
        {"", "no element", "nothing at all"},
    };
    for (const Case& c : cases) {
        INFO(c.xml.substr(0, 60) << ": " << c.why);
        const auto fault = find_xml_fault(c.xml, limits);
        REQUIRE(fault.has_value() == (c.found != nullptr));
        if (c.found != nullptr) CHECK_THAT(fault->found, Catch::StartsWith(c.found));
    }
}

TEST_CASE("a fault says its line and column") {
    const auto fault = find_xml_fault("<a>\n  <b>\n &x;</b></a>", {});
    REQUIRE(fault);
    CHECK(fault->line == 3);
    CHECK(fault->column == 2);
}
