// Notices: what an organ is told of its reports without having asked.
#ifndef OGI_SERVICES_HANDLER_NOTICE_H_
#define OGI_SERVICES_HANDLER_NOTICE_H_

#include "absl/time/time.h"
#include "domain/codes/resource_name.h"
#include "ogi/v1/notice.pb.h"
#include "storage/store.h"

namespace ogi {

// The write that puts a notice on record, in the commit of what it tells; `now` and the commit's
// token give it its place. Its revision and time are set here.
Write NoticeWrite(const RevisionId& id, v1::Notice notice, absl::Time now, const Token& token);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_NOTICE_H_
