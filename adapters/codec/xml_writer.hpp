#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace makegood::codec {

/// Whether XML 1.0 can hold the text to the byte: UTF-8 without control characters but tab and line ends, and without
/// U+FFFE and U+FFFF. Source: XML 1.0, 2.2, Char.
[[nodiscard]] bool is_writable(std::string_view text);
/// Nothing in it but white space.
[[nodiscard]] bool is_blank(std::string_view text);

struct Attribute {
    std::string_view name;
    std::string_view value;
};

/// Appends XML to a text. Element names are ours and written as they are; contents and attributes are escaped, and what
/// XML cannot hold is written as U+FFFD, so that what comes out is always well-formed. Elements are closed in the order
/// in which they must be.
class XmlWriter {
  public:
    explicit XmlWriter(std::string& out) : out_(out) {}

    XmlWriter& open(std::string_view name, std::initializer_list<Attribute> attributes = {});
    XmlWriter& close();
    XmlWriter& element(std::string_view name, std::string_view content,
                       std::initializer_list<Attribute> attributes = {});

  private:
    void indent();
    void begin(std::string_view name, std::initializer_list<Attribute> attributes);
    void escape(std::string_view text);

    std::string& out_;
    std::vector<std::string_view> open_;
};

}  // namespace makegood::codec
