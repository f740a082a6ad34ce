// How many files and connections the process may have open.
#ifndef OGI_SERVICES_SERVER_DESCRIPTORS_H_
#define OGI_SERVICES_SERVER_DESCRIPTORS_H_

namespace ogi {

// Sets the soft limit of open files: as many as the hard limit allows, up to what a server needs,
// but for limits::kReservedDescriptors that only the store takes
// (storage/rocksdb/reserved_descriptors.h). Once, before anything is opened.
void ReserveDescriptors();

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_DESCRIPTORS_H_
