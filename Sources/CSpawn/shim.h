#ifndef CSPAWN_SHIM_H
#define CSPAWN_SHIM_H

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

// Declared by spawn.h for those who ask for GNU's own functions, which Swift's module of glibc does not. glibc 2.34.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// Closes all descriptors from this one on in the process that is started.
static inline int cspawn_close_from(posix_spawn_file_actions_t *actions, int from) {
    return posix_spawn_file_actions_addclosefrom_np(actions, from);
}

// No program started from here gains privileges. Swift does not import functions with a variable number of arguments.
static inline int cspawn_no_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

// No memory of this process is writable and executable from here on, be it at once or one after the other. Linux 6.3.
static inline int cspawn_forbid_code(void) {
    enum { set_mdwe = 65, refuse_exec_gain = 1 };
    return prctl(set_mdwe, refuse_exec_gain, 0, 0, 0);
}

// From here on this thread and those that it starts run no program, start no process and look into none. Threads are left:
// pango starts one for each font that it looks up. A limit on processes would forbid both, since Linux counts them together.
//
// The filter knows the numbers of this architecture only, and takes no call of another. EPERM is what a denied call answers,
// ENOSYS for clone3, whose flags a filter cannot see: glibc then asks clone instead.
#if defined(__x86_64__)
#define CSPAWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CSPAWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define CSPAWN_DENY(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), \
                            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

static inline int cspawn_forbid_programs(void) {
    struct sock_filter filter[] = {
#ifdef CSPAWN_ARCHITECTURE
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CSPAWN_ARCHITECTURE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __x86_64__
        // The numbers of x32 begin here.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        CSPAWN_DENY(SYS_fork),
        CSPAWN_DENY(SYS_vfork),
#endif
        CSPAWN_DENY(SYS_execve),
        CSPAWN_DENY(SYS_execveat),
        CSPAWN_DENY(SYS_ptrace),
        CSPAWN_DENY(SYS_process_vm_readv),
        CSPAWN_DENY(SYS_process_vm_writev),
        CSPAWN_DENY(SYS_kill),
        CSPAWN_DENY(SYS_socket),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
#endif
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

#endif
