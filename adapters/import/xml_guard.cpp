#include "adapters/import/xml_guard.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "adapters/codec/utf8.hpp"

namespace makegood::import {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

/// XML 1.0, production 2.
bool is_xml_character(std::uint32_t code) {
    return code == 0x9 || code == 0xA || code == 0xD || (code >= 0x20 && code <= 0xD7FF) ||
           (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

class Scanner {
  public:
    Scanner(std::string_view bytes, const XmlLimits& limits) : bytes_(bytes), limits_(limits) {}

    std::optional<XmlFault> scan() {
        if (bytes_.size() > limits_.document_bytes_max)
            fault(0, std::to_string(bytes_.size()) + " bytes",
                  "at most " + std::to_string(limits_.document_bytes_max) + " bytes");
        if (!fault_) check_encoding();
        if (!fault_) check_characters();
        while (!fault_ && at_ < bytes_.size()) step();
        if (!fault_ && depth_ > 0)
            fault(bytes_.size(), "the end of the document inside " + std::to_string(depth_) + " open elements",
                  "closing tags");
        if (!fault_ && roots_ == 0) fault(bytes_.size(), "no element", "a root element");
        return std::move(fault_);
    }

  private:
    void fault(std::size_t offset, std::string found, std::string expected) {
        fault_ = xml_fault_at(bytes_, offset, std::move(found), std::move(expected));
    }

    void check_encoding() {
        if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
        if (bytes_.starts_with("\xFE\xFF") || bytes_.starts_with("\xFF\xFE") || bytes_.substr(0, 4).find('\0') != npos)
            return fault(0, "UTF-16 or UTF-32", "UTF-8");
        if (!bytes_.substr(at_).starts_with("<?xml")) return;
        const std::string_view declaration = bytes_.substr(at_, bytes_.find("?>", at_) - at_);
        const std::size_t name = declaration.find("encoding");
        if (name == npos) return;
        const std::size_t open = declaration.find_first_of("\"'", name);
        if (open == npos) return;
        const std::string_view rest = declaration.substr(open + 1);
        const std::string_view encoding = rest.substr(0, rest.find(declaration[open]));
        constexpr std::array<std::string_view, 3> accepted{"utf-8", "us-ascii", "ascii"};
        if (std::ranges::find(accepted, lower(encoding)) == accepted.end())
            fault(at_ + name, "the encoding \"" + std::string(encoding) + "\"", "UTF-8");
    }

    void check_characters() {
        for (std::size_t i = 0; i < bytes_.size();) {
            const auto byte = static_cast<unsigned char>(bytes_[i]);
            const std::size_t length = byte < 0x80 ? 1 : codec::character_bytes(bytes_, i);
            if (length == 0) return fault(i, "bytes that are not UTF-8", "UTF-8");
            if (byte < 0x20 && !is_space(bytes_[i])) return fault(i, "a control character", "text");
            i += length;
        }
    }

    void step() {
        const std::string_view rest = bytes_.substr(at_);
        if (rest.front() == '&') return pass_reference();
        if (rest.front() != '<') {
            if (depth_ == 0 && !is_space(rest.front()))
                return fault(at_, "text outside the root element", "one root element and nothing beside it");
            ++at_;
            return;
        }
        if (rest.starts_with("<!--")) return pass_until("-->", 4, "a comment");
        if (rest.starts_with("<![CDATA[")) return pass_until("]]>", 9, "a CDATA section");
        if (rest.starts_with("<?")) return pass_until("?>", 2, "a processing instruction");
        if (rest.starts_with("<!DOCTYPE"))
            return fault(at_, "a DOCTYPE", "a document without one: entities are not read");
        if (rest.starts_with("<!")) return fault(at_, "a markup declaration", "elements and text");
        if (rest.starts_with("</")) return pass_closing_tag();
        pass_opening_tag();
    }

    void pass_until(std::string_view end, std::size_t skipped, std::string_view what) {
        const std::size_t found = bytes_.find(end, at_ + skipped);
        if (found == npos)
            return fault(at_, std::string(what) + " that never ends", "\"" + std::string(end) + "\" after it");
        at_ = found + end.size();
    }

    void pass_closing_tag() {
        if (depth_ == 0) return fault(at_, "a closing tag without its opening one", "matching tags");
        --depth_;
        pass_until(">", 2, "a tag");
    }

    void pass_opening_tag() {
        const std::size_t begin = at_;
        char quote = 0;
        for (++at_; at_ < bytes_.size() && (quote != 0 || bytes_[at_] != '>'); ++at_) {
            const char c = bytes_[at_];
            if (c == '<') return fault(at_, "\"<\" inside a tag", "\"&lt;\" in attributes, \">\" at the end of a tag");
            if (c == '&') {
                pass_reference();
                if (fault_) return;
                --at_;
            } else if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        if (at_ == bytes_.size()) return fault(begin, "a tag that never ends", "\">\" after it");
        count_element(begin, bytes_[at_ - 1] == '/');
        ++at_;
    }

    void count_element(std::size_t begin, bool is_closed) {
        if (depth_ == 0 && ++roots_ > 1) return fault(begin, "a second root element", "one root element");
        if (depth_ >= limits_.depth_max)
            return fault(begin, "elements nested deeper than " + std::to_string(limits_.depth_max),
                         "a flatter document");
        if (++elements_ > limits_.elements_max)
            return fault(begin, "more than " + std::to_string(limits_.elements_max) + " elements",
                         "a smaller document");
        if (!is_closed) ++depth_;
    }

    void pass_reference() {
        constexpr std::size_t reference_max = 12;
        const std::size_t end = bytes_.substr(at_, reference_max).find(';');
        const std::string_view name = end == npos ? std::string_view{} : bytes_.substr(at_ + 1, end - 1);
        if (!is_predefined(name) && !is_character(name))
            return fault(at_, "a reference to something that XML does not define",
                         "&amp; &lt; &gt; &quot; &apos; or the number of a character");
        at_ += end + 1;
    }

    static bool is_predefined(std::string_view name) {
        constexpr std::array<std::string_view, 5> names{"amp", "lt", "gt", "quot", "apos"};
        return std::ranges::find(names, name) != names.end();
    }

    static bool is_character(std::string_view name) {
        if (!name.starts_with('#')) return false;
        name.remove_prefix(1);
        const int base = name.starts_with('x') ? 16 : 10;
        if (base == 16) name.remove_prefix(1);
        std::uint32_t code = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), code, base);
        return !name.empty() && error == std::errc{} && end == name.data() + name.size() && is_xml_character(code);
    }

    std::string_view bytes_;
    const XmlLimits& limits_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::size_t elements_ = 0;
    std::size_t roots_ = 0;
    std::optional<XmlFault> fault_;
};

}  // namespace

std::optional<XmlFault> find_xml_fault(std::string_view bytes, const XmlLimits& limits) {
    return Scanner(bytes, limits).scan();
}

XmlFault xml_fault_at(std::string_view bytes, std::size_t offset, std::string found, std::string expected) {
    const std::string_view before = bytes.substr(0, offset);
    const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
    const std::size_t line_end = before.rfind('\n');
    const std::size_t column = line_end == npos ? before.size() + 1 : before.size() - line_end;
    return {line, column, std::move(found), std::move(expected)};
}

}  // namespace makegood::import
