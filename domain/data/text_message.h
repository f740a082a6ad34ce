// Messages that administrators write as files in protobuf's text format, and where in the file each
// field stands, so that whatever is wrong with it can be named by its line.
#ifndef OGI_DOMAIN_DATA_TEXT_MESSAGE_H_
#define OGI_DOMAIN_DATA_TEXT_MESSAGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

namespace ogi {

// Lines of one file. Fields are followed from the file's message down.
class FileLines {
 public:
  FileLines() = default;
  // `file` is for the words only. Both outlive this.
  FileLines(absl::string_view file, const google::protobuf::TextFormat::ParseInfoTree* tree,
            const google::protobuf::Descriptor* descriptor)
      : file_(file), tree_(tree), descriptor_(descriptor) {}

  // Below the `index`th value of a field that holds messages.
  FileLines At(const std::string& field, int index) const;
  // `file:line` of a field's value; that of the message where the field is not written.
  std::string Place(const std::string& field, int index = 0) const;
  // `file:line` of the message itself.
  std::string Place() const;

 private:
  std::string file_;
  const google::protobuf::TextFormat::ParseInfoTree* tree_ = nullptr;
  const google::protobuf::Descriptor* descriptor_ = nullptr;
  int line_ = 0;
};

// Reads `text` into `message`. DATA_FILE_INVALID names `file` and the first line that is wrong. On
// success `tree` serves FileLines.
absl::Status ReadTextMessage(absl::string_view file, absl::string_view text,
                             google::protobuf::Message* message,
                             google::protobuf::TextFormat::ParseInfoTree* tree);

}  // namespace ogi

#endif  // OGI_DOMAIN_DATA_TEXT_MESSAGE_H_
