#include "domain/data/text_message.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/errors.h"
#include "domain/form/text.h"
#include "google/protobuf/io/tokenizer.h"

namespace ogi {
namespace {

using google::protobuf::TextFormat;

// Keeps what the parser says first: what follows is mostly its consequence.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber /*column*/,
                const std::string& message) override {
    if (!text_.empty()) return;
    line_ = line + 1;
    text_ = message;
    // It quotes what it stumbled over, and the end of a file is a zero byte to it.
    std::replace_if(
        text_.begin(), text_.end(),
        [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }, ' ');
  }
  int line() const { return line_; }
  const std::string& text() const { return text_; }

 private:
  int line_ = 1;
  std::string text_;
};

// What the parser says of slips that a Chinese keyboard makes, in words.
std::string Explained(const std::string& text) {
  if (absl::StartsWith(text, "Interpreting non ascii codepoint")) {
    return "引号以外有汉字或全角符号；引号、冒号、花括号须用半角，文字须放在引号内";
  }
  return text;
}

// A text editor's mark before the text.
constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

FileLines FileLines::At(const std::string& field, int index) const {
  FileLines below = *this;
  const google::protobuf::FieldDescriptor* const found =
      descriptor_ == nullptr ? nullptr : descriptor_->FindFieldByName(field);
  if (found == nullptr || tree_ == nullptr) return below;
  const int line = tree_->GetLocation(found, found->is_repeated() ? index : -1).line;
  if (line >= 0) below.line_ = line;
  below.tree_ = tree_->GetTreeForNested(found, found->is_repeated() ? index : -1);
  below.descriptor_ = found->message_type();
  return below;
}

std::string FileLines::Place(const std::string& field, int index) const {
  return At(field, index).Place();
}

std::string FileLines::Place() const { return absl::StrCat(file_, ":", line_ + 1); }

absl::Status ReadTextMessage(absl::string_view file, absl::string_view text,
                             google::protobuf::Message* message, TextFormat::ParseInfoTree* tree) {
  absl::ConsumePrefix(&text, kByteOrderMark);
  if (InspectText(text).fault == TextFault::kNotUtf8) {
    return errors::DataFileInvalid(absl::StrCat(file, ":1"),
                                   "文件不是 UTF-8 编码；请在编辑器中另存为 UTF-8",
                                   "the file is not UTF-8; save it as UTF-8");
  }
  FirstError error;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(tree);
  if (parser.ParseFromString(std::string(text), message)) return absl::OkStatus();
  const std::string place = absl::StrCat(file, ":", error.line());
  return errors::DataFileInvalid(
      place, absl::StrCat("文件写法有误（", Explained(error.text()), "）"), error.text());
}

}  // namespace ogi
