#include "common/encoding.h"

#include <iconv.h>
#include <utf8proc.h>

#include <cerrno>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace ogi {
namespace {

struct Mark {
  absl::string_view bytes;
  Encoding encoding;
};

constexpr Mark kMarks[] = {
    {"\xEF\xBB\xBF", Encoding::kUtf8},
    {"\x84\x31\x95\x33", Encoding::kGb18030},
    {"\xFF\xFE", Encoding::kUtf16LittleEndian},
    {"\xFE\xFF", Encoding::kUtf16BigEndian},
};

const char* IconvName(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "UTF-8";
    case Encoding::kGb18030:
      return "GB18030";
    case Encoding::kUtf16LittleEndian:
      return "UTF-16LE";
    case Encoding::kUtf16BigEndian:
      return "UTF-16BE";
  }
  return "UTF-8";
}

absl::Status BadByte(size_t offset) {
  return errors::DocumentNotReadable(
      absl::StrCat("文件既不是 UTF-8 也不是 GB 18030 编码（第 ", offset + 1,
                   " 字节起无法识别），请另存为 UTF-8 后重试。"),
      absl::StrCat("The file is neither UTF-8 nor GB 18030 (byte ", offset + 1,
                   " cannot be read); save it as UTF-8 and try again."));
}

class Converter {
 public:
  explicit Converter(Encoding from) : handle_(iconv_open("UTF-8", IconvName(from))) {}
  ~Converter() {
    if (valid()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // POSIX says so: NOLINTNEXTLINE(performance-no-int-to-ptr)
  bool valid() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  absl::StatusOr<std::string> Convert(absl::string_view bytes) {
    std::string result;
    std::string input(bytes);
    char* in = input.data();
    size_t in_left = input.size();
    char buffer[4096];
    while (in_left > 0) {
      char* out = buffer;
      size_t out_left = sizeof(buffer);
      const size_t done = iconv(handle_, &in, &in_left, &out, &out_left);
      result.append(buffer, sizeof(buffer) - out_left);
      if (done == static_cast<size_t>(-1) && errno != E2BIG) {
        return BadByte(input.size() - in_left);
      }
    }
    return result;
  }

 private:
  const iconv_t handle_;
};

absl::StatusOr<DecodedText> Convert(absl::string_view bytes, Encoding from) {
  Converter converter(from);
  if (!converter.valid()) {
    return errors::DocumentNotReadable(
        absl::StrCat("本机缺少 ", IconvName(from), " 编码支持，请将文件另存为 UTF-8。"),
        absl::StrCat("This machine cannot read ", IconvName(from), "; save the file as UTF-8."));
  }
  OGI_ASSIGN_OR_RETURN(std::string text, converter.Convert(bytes));
  return DecodedText{std::move(text), from};
}

}  // namespace

size_t FirstInvalidUtf8(absl::string_view text) {
  size_t offset = 0;
  while (offset < text.size()) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + offset,
                         static_cast<utf8proc_ssize_t>(text.size() - offset), &code);
    if (size <= 0) return offset;
    offset += static_cast<size_t>(size);
  }
  return absl::string_view::npos;
}

absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes) {
  for (const Mark& mark : kMarks) {
    if (!absl::StartsWith(bytes, mark.bytes)) continue;
    const absl::string_view rest = bytes.substr(mark.bytes.size());
    if (mark.encoding != Encoding::kUtf8) return Convert(rest, mark.encoding);
    const size_t bad = FirstInvalidUtf8(rest);
    if (bad != absl::string_view::npos) return BadByte(mark.bytes.size() + bad);
    return DecodedText{std::string(rest), Encoding::kUtf8};
  }
  if (FirstInvalidUtf8(bytes) == absl::string_view::npos) {
    return DecodedText{std::string(bytes), Encoding::kUtf8};
  }
  return Convert(bytes, Encoding::kGb18030);
}

}  // namespace ogi
