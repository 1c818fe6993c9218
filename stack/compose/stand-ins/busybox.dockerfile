# https://github.com/docker-library/busybox: programs in /bin, no package manager, of /var only mail and www.
FROM sightline-stand-in/base AS root
RUN mkdir -p /image/bin /image/dev /image/etc /image/home /image/lib /image/root /image/usr/bin /image/usr/sbin /image/var/spool/mail /image/var/www && \
    install -d -m 1777 /image/tmp && \
    cp /bin/busybox /image/bin/ && chroot /image /bin/busybox --install /bin && \
    ln -s ../../bin/env /image/usr/bin/env && \
    printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'nobody:x:65534:65534:nobody:/home:/bin/false' > /image/etc/passwd && \
    printf '%s\n' 'root:x:0:' 'nobody:x:65534:' > /image/etc/group

FROM scratch
COPY --from=root /image /
CMD ["sh"]
