// Notices as people read them.
#ifndef OGI_CLIENTS_CLI_TEXT_NOTICE_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_NOTICE_TEXT_H_

#include <string>
#include <vector>

#include "clients/cli/text/language.h"
#include "ogi/v1/notice.pb.h"

namespace ogi::cli {

// A table, a row a notice: when, which revision, what, and why.
std::string NoticesText(const std::vector<v1::Notice>& notices, Language language);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_NOTICE_TEXT_H_
