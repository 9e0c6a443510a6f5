#include "adapters/http/request_guard.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace makegood::http {

namespace {

using Refused = std::optional<GuardRefusal>;

GuardRefusal refuse(HeadFault fault, std::string text) {
    return {fault, std::move(text)};
}

constexpr std::array<bool, 256> token_table() {
    std::array<bool, 256> table{};
    for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = true;
    for (char c = 'a'; c <= 'z'; ++c) table[static_cast<unsigned char>(c)] = true;
    for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = true;
    for (char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
    return table;
}

constexpr auto is_token_character = token_table();

bool is_control(char c) {
    auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// For texts that go back to the client: what is not plain is left out of them.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char c : text.substr(0, 60)) out += c >= 0x20 && c < 0x7f && c != '"' && c != '\\' ? c : '?';
    return out + '"';
}

Refused check_bytes(std::string_view head) {
    if (!head.ends_with("\r\n\r\n") && !head.ends_with('\n'))
        return refuse(HeadFault::head_unterminated, "The head of a request ends with an empty line (CR LF CR LF).");
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (!is_control(head[i])) [[likely]]
            continue;
        if (head[i] == '\r' && i + 1 < head.size() && head[i + 1] == '\n') {
            ++i;
            continue;
        }
        if (head[i] == '\r' || head[i] == '\n')
            return refuse(HeadFault::bare_line_ending,
                          "A CR or LF stands alone; lines of the head end with CR LF and hold neither.");
        return refuse(HeadFault::control_character,
                      "A control character stands in the head; only visible characters, space and tab are accepted.");
    }
    if (!head.ends_with("\r\n\r\n"))
        return refuse(HeadFault::head_unterminated, "The head of a request ends with an empty line (CR LF CR LF).");
    return std::nullopt;
}

Refused check_target(std::string_view target) {
    if (!target.starts_with('/'))
        return refuse(HeadFault::target_not_origin_form,
                      "The request target " + quoted(target) + " is not in origin form; it starts with \"/\".");
    auto is_odd = [](char c) { return c <= 0x20 || c >= 0x7f || c == '#'; };
    if (std::any_of(target.begin(), target.end(), is_odd))
        return refuse(HeadFault::target_malformed,
                      "The request target holds a fragment or a character that is not visible ASCII; "
                      "such characters are accepted percent-encoded.");
    return std::nullopt;
}

/// `line` is the request line without its CR LF.
Refused read_request_line(std::string_view line, GuardedHead& guarded) {
    auto method_end = line.find(' ');
    auto target_end = line.rfind(' ');
    if (method_end == std::string_view::npos || method_end == target_end)
        return refuse(HeadFault::request_line_malformed,
                      "The request line is not: method, one space, target, one space, HTTP version.");
    guarded.method = line.substr(0, method_end);
    guarded.target = line.substr(method_end + 1, target_end - method_end - 1);
    std::string_view version = line.substr(target_end + 1);
    if (guarded.target.find(' ') != std::string_view::npos)
        return refuse(HeadFault::request_line_malformed, "The request line holds more than two spaces.");
    if (!is_token(guarded.method))
        return refuse(HeadFault::method_malformed, "The method " + quoted(guarded.method) + " is not a token.");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(HeadFault::version_unknown,
                      "The version " + quoted(version) + " is not served; HTTP/1.1 and HTTP/1.0 are.");
    guarded.version_minor = version.back() - '0';
    guarded.wants_close = guarded.version_minor == 0;
    return check_target(guarded.target);
}

/// `line` is one field line, which starts at `at` of the head, without its CR LF.
Refused read_field(std::string_view line, std::size_t at, GuardedHead& guarded) {
    if (is_blank(line.front()))
        return refuse(HeadFault::header_folded, "A header is folded over two lines; one line a header is accepted.");
    auto colon = line.find(':');
    if (colon == std::string_view::npos)
        return refuse(HeadFault::header_malformed, "The header line " + quoted(line) + " has no colon.");
    std::string_view name = line.substr(0, colon);
    if (!is_token(name))
        return refuse(
            HeadFault::header_malformed,
            "The header name " + quoted(name) + " is not a token; nothing stands between the name and its colon.");
    std::string_view value = trimmed(line.substr(colon + 1));
    auto value_at = value.empty() ? at + line.size() : at + static_cast<std::size_t>(value.data() - line.data());
    guarded.fields.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(name.size()),
                              static_cast<std::uint32_t>(value_at), static_cast<std::uint32_t>(value.size())});
    return std::nullopt;
}

Refused read_lines(std::string_view head, GuardedHead& guarded) {
    auto end = head.find("\r\n");
    if (auto refused = read_request_line(head.substr(0, end), guarded)) return refused;
    guarded.fields.reserve(12);
    auto fields_end = head.size() - 2;
    for (auto at = end + 2; at < fields_end; at = end + 2) {
        end = head.find("\r\n", at);
        if (end == at) return refuse(HeadFault::header_malformed, "An empty line stands inside the head.");
        if (auto refused = read_field(head.substr(at, end - at), at, guarded)) return refused;
    }
    return std::nullopt;
}

/// The fields on which framing and addressing rest, with how often they came.
struct Weighty {
    std::string_view host, content_length, transfer_encoding;
    int hosts = 0, content_lengths = 0, transfer_encodings = 0;
};

bool names_close(std::string_view list) {
    while (!list.empty()) {
        auto comma = std::min(list.find(','), list.size());
        if (equal_ignoring_case(trimmed(list.substr(0, comma)), "close")) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

Weighty find_weighty(std::string_view head, GuardedHead& guarded) {
    Weighty found;
    for (const FieldRange& field : guarded.fields) {
        std::string_view name = head.substr(field.name_at, field.name_size);
        std::string_view value = head.substr(field.value_at, field.value_size);
        auto keep = [&](std::string_view& text, int& count) {
            text = value;
            ++count;
        };
        if (equal_ignoring_case(name, "host")) keep(found.host, found.hosts);
        if (equal_ignoring_case(name, "content-length")) keep(found.content_length, found.content_lengths);
        if (equal_ignoring_case(name, "transfer-encoding")) keep(found.transfer_encoding, found.transfer_encodings);
        if (equal_ignoring_case(name, "connection") && names_close(value)) guarded.wants_close = true;
    }
    return found;
}

Refused check_host(const Weighty& found, int version_minor) {
    if (found.hosts > 1)
        return refuse(HeadFault::host_repeated, "The header Host stands more than once; one is accepted.");
    if (found.hosts == 0 && version_minor == 1)
        return refuse(HeadFault::host_missing, "The header Host is missing; HTTP/1.1 wants exactly one.");
    auto is_odd = [](char c) {
        return c <= 0x20 || c >= 0x7f || std::string_view("/\\?#@,\"<>").find(c) != std::string_view::npos;
    };
    if (std::any_of(found.host.begin(), found.host.end(), is_odd))
        return refuse(HeadFault::host_malformed, "The header Host is " + quoted(found.host) +
                                                     "; a name or an address with an optional port is accepted.");
    return std::nullopt;
}

Refused check_content_length(const Weighty& found, GuardedHead& guarded) {
    if (found.content_lengths > 1)
        return refuse(HeadFault::content_length_repeated,
                      "The header Content-Length stands more than once; one is accepted.");
    if (found.content_lengths == 0) return std::nullopt;
    std::string_view text = found.content_length;
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit))
        return refuse(HeadFault::content_length_malformed,
                      "The header Content-Length is " + quoted(text) + "; a number of digits only is accepted.");
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), guarded.content_length_bytes);
    if (error != std::errc{})
        return refuse(HeadFault::content_length_overflow,
                      "The header Content-Length is " + quoted(text) + "; a number below 2^64 is accepted.");
    return std::nullopt;
}

Refused check_transfer_encoding(const Weighty& found, GuardedHead& guarded) {
    if (found.transfer_encodings == 0) return std::nullopt;
    if (found.transfer_encodings > 1)
        return refuse(HeadFault::transfer_encoding_repeated,
                      "The header Transfer-Encoding stands more than once; one is accepted.");
    if (!equal_ignoring_case(found.transfer_encoding, "chunked"))
        return refuse(
            HeadFault::transfer_encoding_unknown,
            "The header Transfer-Encoding is " + quoted(found.transfer_encoding) + "; only \"chunked\" is accepted.");
    if (guarded.version_minor == 0)
        return refuse(HeadFault::transfer_encoding_on_1_0,
                      "HTTP/1.0 has no Transfer-Encoding; a Content-Length is accepted.");
    if (found.content_lengths > 0)
        return refuse(HeadFault::framing_ambiguous,
                      "Transfer-Encoding and Content-Length stand together; one of them is accepted.");
    guarded.is_chunked = true;
    return std::nullopt;
}

}  // namespace

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return is_token_character[static_cast<unsigned char>(c)]; });
}

Result<GuardedHead, GuardRefusal> guard_request(std::string_view head) {
    GuardedHead guarded;
    if (auto refused = check_bytes(head)) return Failure{std::move(*refused)};
    if (auto refused = read_lines(head, guarded)) return Failure{std::move(*refused)};
    Weighty found = find_weighty(head, guarded);
    if (auto refused = check_host(found, guarded.version_minor)) return Failure{std::move(*refused)};
    if (auto refused = check_content_length(found, guarded)) return Failure{std::move(*refused)};
    if (auto refused = check_transfer_encoding(found, guarded)) return Failure{std::move(*refused)};
    return guarded;
}

std::string_view to_text(HeadFault fault) {
    switch (fault) {
        case HeadFault::head_unterminated: return "head-unterminated";
        case HeadFault::bare_line_ending: return "bare-line-ending";
        case HeadFault::control_character: return "control-character";
        case HeadFault::request_line_malformed: return "request-line-malformed";
        case HeadFault::method_malformed: return "method-malformed";
        case HeadFault::version_unknown: return "version-unknown";
        case HeadFault::target_not_origin_form: return "target-not-origin-form";
        case HeadFault::target_malformed: return "target-malformed";
        case HeadFault::header_folded: return "header-folded";
        case HeadFault::header_malformed: return "header-malformed";
        case HeadFault::host_repeated: return "host-repeated";
        case HeadFault::host_missing: return "host-missing";
        case HeadFault::host_malformed: return "host-malformed";
        case HeadFault::content_length_repeated: return "content-length-repeated";
        case HeadFault::content_length_malformed: return "content-length-malformed";
        case HeadFault::content_length_overflow: return "content-length-overflow";
        case HeadFault::transfer_encoding_repeated: return "transfer-encoding-repeated";
        case HeadFault::transfer_encoding_unknown: return "transfer-encoding-unknown";
        case HeadFault::transfer_encoding_on_1_0: return "transfer-encoding-on-1-0";
        case HeadFault::framing_ambiguous: return "framing-ambiguous";
    }
    return "head-malformed";
}

}  // namespace makegood::http
