// A message as text, so that it can be digested, and checked later by a program in any language
// that knows nothing of protobuf's bytes. docs/log.md defines it:
//
//   ogi-record 1
//   ogi.v1.Agency
//   name="agencies/54-0424204"
//   names[0]:
//   names[0].text="达仁乡人民政府"
//   names[0].from:
//   names[0].from.year=2019
//   …
//   level=TOWNSHIP
#ifndef OGI_DOMAIN_LOG_RECORD_TEXT_H_
#define OGI_DOMAIN_LOG_RECORD_TEXT_H_

#include <string>

#include "google/protobuf/message.h"
#include "ogi/storage/v1/records.pb.h"

namespace ogi {

// Each field that is set, in the order of field numbers, one line a value. Fields this program does
// not know are left out. No message of ours has maps or floating-point numbers.
std::string RecordText(const google::protobuf::Message& message);

// SHA-256 of the above, 32 bytes.
std::string RecordDigest(const google::protobuf::Message& message);

// SHA-256 of an act's body: of its text without the salt.
std::string BodyDigest(const storage::v1::LoggedAct& act);

}  // namespace ogi

#endif  // OGI_DOMAIN_LOG_RECORD_TEXT_H_
