#include "domain/data/text_message.h"

#include "absl/strings/str_cat.h"
#include "common/errors.h"
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
  }
  int line() const { return line_; }
  const std::string& text() const { return text_; }

 private:
  int line_ = 1;
  std::string text_;
};

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
  FirstError error;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.WriteLocationsTo(tree);
  if (parser.ParseFromString(std::string(text), message)) return absl::OkStatus();
  const std::string place = absl::StrCat(file, ":", error.line());
  return errors::DataFileInvalid(place, absl::StrCat("文件写法有误（", error.text(), "）"),
                                 error.text());
}

}  // namespace ogi
