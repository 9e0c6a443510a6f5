#include "adapters/http/request_guard.hpp"

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace makegood::http;

namespace {

struct HeadCase {
    std::string head;
    std::optional<HeadFault> fault;
    const char* why;
};

std::string head(const std::string& lines) {
    return lines + "\r\n\r\n";
}

std::string get(const std::string& header) {
    return head("GET / HTTP/1.1\r\nHost: a\r\n" + header);
}

void check(const std::vector<HeadCase>& cases) {
    for (const HeadCase& row : cases) {
        INFO(row.why << "\n" << row.head);
        auto guarded = makegood::http::guard_request(row.head);
        CHECK(guarded.has_value() == !row.fault.has_value());
        if (!guarded && row.fault) {
            INFO(guarded.error().text);
            CHECK(to_text(guarded.error().fault) == to_text(*row.fault));
            CHECK(guarded.error().text.size() > 20);
        }
    }
}

}  // namespace

TEST_CASE("a head is let through only if every reader finds the same end of the request") {
    using enum HeadFault;
    check({
        {get("Content-Length: 5"), std::nullopt, "the plain case"},
        {get("Transfer-Encoding: chunked"), std::nullopt, "chunked on 1.1 is the other plain case"},
        {get("Transfer-Encoding: Chunked"), std::nullopt, "codings are named without regard to case"},
        {get("Content-Length:5"), std::nullopt, "no blank is needed after the colon"},
        {get("Content-Length: \t5 \t"), std::nullopt, "blanks around a value do not belong to it"},
        {get("Content-Length: 00005"), std::nullopt, "leading zeros are digits"},
        {get("Content-Length: 18446744073709551615"), std::nullopt, "the largest length that can be held"},
        {head("GET / HTTP/1.0\r\nContent-Length: 5"), std::nullopt, "1.0 knows Content-Length"},
        {get("Content-Length: 5\r\nContent-Length: 5"), content_length_repeated, "equal ones are two all the same"},
        {get("Content-Length: 5\r\ncontent-length: 6"), content_length_repeated,
         "Beast takes the case for a difference"},
        {get("Content-Length: 5, 5"), content_length_malformed, "Beast 1.81 accepts the list"},
        {get("Content-Length: +5"), content_length_malformed, "a sign is no digit"},
        {get("Content-Length: -1"), content_length_malformed, "a sign is no digit"},
        {get("Content-Length: 0x5"), content_length_malformed, "hex is for chunks"},
        {get("Content-Length: 5 5"), content_length_malformed, "a blank inside"},
        {get("Content-Length:"), content_length_malformed, "an empty length"},
        {get("Content-Length: 18446744073709551616"), content_length_overflow, "wraps to 0 in careless readers"},
        {get("Transfer-Encoding: gzip"), transfer_encoding_unknown, "Beast 1.81 accepts it"},
        {get("Transfer-Encoding: xchunked"), transfer_encoding_unknown, "Beast 1.81 accepts it"},
        {get("Transfer-Encoding: identity\r\nContent-Length: 5"), transfer_encoding_unknown, "Beast 1.81 accepts both"},
        {get("Transfer-Encoding: chunked, identity"), transfer_encoding_unknown, "Beast 1.81 accepts it"},
        {get("Transfer-Encoding: gzip, chunked"), transfer_encoding_unknown, "valid HTTP, but nothing here unzips"},
        {get("Transfer-Encoding: \"chunked\""), transfer_encoding_unknown, "quoted is not the token"},
        {get("Transfer-Encoding:"), transfer_encoding_unknown, "an empty coding"},
        {get("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), transfer_encoding_repeated, "two are a list"},
        {head("GET / HTTP/1.0\r\nTransfer-Encoding: chunked"), transfer_encoding_on_1_0, "Beast 1.81 accepts it"},
        {get("Transfer-Encoding: chunked\r\nContent-Length: 5"), framing_ambiguous, "the classic of smuggling"},
        {get("Content-Length: 5\r\nTransfer-Encoding: chunked"), framing_ambiguous, "in either order"},
    });
}

TEST_CASE("a head names its host exactly once") {
    using enum HeadFault;
    check({
        {head("GET / HTTP/1.1\r\nHost: books.example:8080"), std::nullopt, "the plain case"},
        {head("GET / HTTP/1.1\r\nHost: [::1]:8080"), std::nullopt, "an IPv6 literal"},
        {head("GET / HTTP/1.1\r\nHost:"), std::nullopt, "empty where the target has no authority (RFC 9110, 7.2)"},
        {head("GET / HTTP/1.0\r\nAccept: */*"), std::nullopt, "1.0 may lack it"},
        {"GET / HTTP/1.0\r\n\r\n", std::nullopt, "1.0 may lack any header"},
        {head("GET / HTTP/1.1\r\nAccept: */*"), host_missing, "Beast 1.81 accepts it"},
        {"GET / HTTP/1.1\r\n\r\n", host_missing, "no header at all"},
        {head("GET / HTTP/1.1\r\nHost: a\r\nHost: a"), host_repeated, "Beast 1.81 accepts it"},
        {head("GET / HTTP/1.1\r\nHost: a\r\nhOsT: b"), host_repeated, "whatever the case"},
        {head("GET / HTTP/1.0\r\nHost: a\r\nHost: b"), host_repeated, "on 1.0 as well"},
        {head("GET / HTTP/1.1\r\nHost: a b"), host_malformed, "a blank inside"},
        {head("GET / HTTP/1.1\r\nHost: a,b"), host_malformed, "two hosts in one field"},
        {head("GET / HTTP/1.1\r\nHost: a/b"), host_malformed, "a path in it"},
        {head("GET / HTTP/1.1\r\nHost: user@a"), host_malformed, "a user in it"},
    });
}

TEST_CASE("a line of the head has one reading") {
    using enum HeadFault;
    check({
        {get("Accept: text/html,\t*/*"), std::nullopt, "a tab inside a value is accepted"},
        {get("X-Name: J\xc3\xb6rg"), std::nullopt, "bytes above 127 are accepted in values"},
        {get("X-Empty:"), std::nullopt, "an empty value"},
        {get("X: a\r\n b"), header_folded, "Beast 1.81 unfolds"},
        {get("X: a\r\n\tb"), header_folded, "folded with a tab"},
        {head("GET / HTTP/1.1\r\n Host: a"), header_folded, "a fold before the first header"},
        {get("X : a"), header_malformed, "a blank before the colon"},
        {get("X\t: a"), header_malformed, "a tab before the colon"},
        {get(": a"), header_malformed, "no name"},
        {get("X a"), header_malformed, "no colon"},
        {get("X(Y): a"), header_malformed, "a name that is no token"},
        {get("X\xc3\xb6: a"), header_malformed, "a name beyond ASCII"},
        {get("X: a\r\n\r\nY: b"), header_malformed, "an empty line inside: the head ended earlier"},
        {get("X: a\nY: b"), bare_line_ending, "a lone LF ends a line for some readers"},
        {get("X: a\rY: b"), bare_line_ending, "a lone CR ends a line for some readers"},
        {get("X: a\r\r"), bare_line_ending, "CR CR LF"},
        {"GET / HTTP/1.1\nHost: a\n\n", bare_line_ending, "LF throughout"},
        {"GET / HTTP/1.1\r\nHost: a\r\n\n", bare_line_ending, "the last line ends in LF alone"},
        {get(std::string("X: a\0b", 6)), control_character, "NUL ends strings"},
        {get("X: a\x01"), control_character, "a control character"},
        {get("X: a\x7f"), control_character, "DEL"},
        {get("Transfer-Encoding: \x0b"
             "chunked"),
         control_character, "a vertical tab passes for a blank in some readers"},
        {"GET / HTTP/1.1\r\nHost: a\r\n", head_unterminated, "no empty line"},
        {"", head_unterminated, "nothing at all"},
    });
}

TEST_CASE("a request line is a method, a target in origin form and a known version") {
    using enum HeadFault;
    auto line = [](const std::string& text) { return head(text + "\r\nHost: a"); };
    check({
        {line("GET /v1/queue?limit=50 HTTP/1.1"), std::nullopt, "the plain case"},
        {line("M-SEARCH / HTTP/1.1"), std::nullopt, "any token is a method; the routes refuse it"},
        {line("GET  / HTTP/1.1"), request_line_malformed, "two blanks"},
        {line("GET / HTTP/1.1 "), request_line_malformed, "a blank at the end"},
        {line("GET /a b HTTP/1.1"), request_line_malformed, "a blank in the target"},
        {line("GET /"), request_line_malformed, "HTTP/0.9"},
        {line("GET"), request_line_malformed, "one word"},
        {line(" GET / HTTP/1.1"), request_line_malformed, "a blank in front"},
        {line("G@T / HTTP/1.1"), method_malformed, "a method that is no token"},
        {line("GET\t/ HTTP/1.1 x"), method_malformed, "a tab for a blank"},
        {line("GET / HTTP/2.0"), version_unknown, "another version"},
        {line("GET / HTTP/1.2"), version_unknown, "not yet invented"},
        {line("GET / http/1.1"), version_unknown, "the name has a case"},
        {line("PRI * HTTP/2.0"), version_unknown, "the greeting of HTTP/2"},
        {line("GET http://a/ HTTP/1.1"), target_not_origin_form, "absolute form is for proxies"},
        {line("OPTIONS * HTTP/1.1"), target_not_origin_form, "asterisk form"},
        {line("CONNECT a:80 HTTP/1.1"), target_not_origin_form, "authority form"},
        {line("GET /a#b HTTP/1.1"), target_malformed, "a fragment stays with the client"},
        {line("GET /\xc3\xb6 HTTP/1.1"), target_malformed, "beyond ASCII without an escape"},
        {line("GET /a\tb HTTP/1.1"), target_malformed, "a tab"},
    });
}

TEST_CASE("the guard reads out what it let through") {
    std::string text =
        "POST /v1/claims?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nConnection: te , CLOSE\r\nX-Empty:\r\n\r\n";
    auto guarded = guard_request(text);
    REQUIRE(guarded.has_value());
    CHECK(guarded->method == "POST");
    CHECK(guarded->target == "/v1/claims?x=1");
    CHECK(guarded->version_minor == 1);
    CHECK(guarded->content_length_bytes == 12);
    CHECK_FALSE(guarded->is_chunked);
    CHECK(guarded->wants_close);
    Headers headers(text, guarded->fields);
    CHECK(headers.find("hOST") == "a");
    CHECK(headers.find("x-empty") == "");
    CHECK(headers.find("x-none") == std::nullopt);
    CHECK(headers.count("content-length") == 1);
}
