#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace makegood::http {

/// Where one header field stands in the bytes of its head. The value is without surrounding blanks.
struct FieldRange {
    std::uint32_t name_at = 0;
    std::uint32_t name_size = 0;
    std::uint32_t value_at = 0;
    std::uint32_t value_size = 0;
};

/// The header fields of one request. Names compare without regard to case (RFC 9110, 5.1).
class Headers {
  public:
    Headers() = default;
    /// `head` holds what `fields` point into.
    Headers(std::string head, std::vector<FieldRange> fields) : head_(std::move(head)), fields_(std::move(fields)) {}
    Headers(std::initializer_list<std::pair<std::string_view, std::string_view>> fields);

    /// The first field of that name; the text lives as long as these Headers stay where they are.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
    /// How often the name stands there; a route refuses what may stand once only.
    [[nodiscard]] std::size_t count(std::string_view name) const;

  private:
    [[nodiscard]] std::string_view name_of(const FieldRange& field) const;

    std::string head_;
    std::vector<FieldRange> fields_;
};

/// Decoded. A name may repeat: the routes see all of them, in the order sent, and refuse what they must.
struct QueryParameter {
    std::string name;
    std::string value;
    bool operator==(const QueryParameter&) const = default;
};

/// A whole request whose framing was found beyond doubt. It owns its bytes and may move to any thread.
struct Request {
    /// Case matters. A HEAD request arrives as GET: the transport leaves the body of the answer out.
    std::string method;
    /// Percent-decoded, valid UTF-8 without NUL. "/" is none, "/a%2Fb" is one ("a/b"), "/a/" is two ("a", "").
    std::vector<std::string> path;
    std::vector<QueryParameter> query;
    Headers headers;
    std::string body;
    /// The address of the other end, without its port.
    std::string peer;
};

struct ResponseHeader {
    std::string name;
    std::string value;
};

struct Response {
    /// 200 to 599.
    int status = 200;
    /// Left out of the answer when empty.
    std::string content_type;
    /// Never Content-Length, Transfer-Encoding, Connection, Date or Content-Type, which the transport writes. A header
    /// that could split the answer (a line ending in its value) makes it a 500.
    std::vector<ResponseHeader> headers;
    std::string body;
};

/// ASCII letters match in either case; nothing else does.
[[nodiscard]] bool equal_ignoring_case(std::string_view left, std::string_view right);

}  // namespace makegood::http
